// The turns of one transcript file, a piece of the file at a time.
import { createClaudeCodeReader } from './formats/claude-code.ts';
import { createCodexReader } from './formats/codex.ts';
import type { TranscriptFile } from './find-transcripts.ts';
import { createGeminiCliReader } from './formats/gemini-cli.ts';
import { isStoredSession, readStoredSession } from './formats/opencode-storage.ts';
import { readDocument, readObjects, type LineCounts } from './read-lines.ts';
import type { AgentName, TranscriptReader, Turn } from './turn.ts';

export interface TranscriptPiece {
  readonly turns: readonly Turn[];
  /** No conversation of this piece goes on in the next. */
  readonly isWhole: boolean;
}

/** The turns, in the order in which their answers ended. */
export async function* readTranscript(
  file: TranscriptFile,
  counts: LineCounts,
): AsyncIterable<TranscriptPiece> {
  if (file.agent === 'opencode' && isStoredSession(file.path)) {
    yield { turns: await readStoredSession(file.path, counts), isWhole: true };
    return;
  }
  if (file.agent === 'opencode') {
    // The library behind it is loaded for those who need it.
    const { readOpenCode } = await import('./formats/opencode.ts');
    for (const turns of readOpenCode(file.path, counts)) yield { turns, isWhole: true };
    return;
  }
  const reader = READERS[file.agent]();
  const read = file.path.endsWith('.json') ? readDocument : readObjects;
  for await (const objects of read(file.path, counts)) {
    yield { turns: objects.flatMap((object) => reader.read(object)), isWhole: false };
  }
  yield { turns: reader.end(), isWhole: true };
}

const READERS: Readonly<Record<Exclude<AgentName, 'opencode'>, () => TranscriptReader>> = {
  claude: createClaudeCodeReader,
  codex: createCodexReader,
  gemini: createGeminiCliReader,
};
