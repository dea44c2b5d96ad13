// The turns of one transcript file, a piece of the file at a time.
import { createClaudeCodeReader } from './claude-code.ts';
import type { TranscriptFile } from './find-transcripts.ts';
import { readObjects, type LineCounts } from './read-lines.ts';
import type { AgentName, TranscriptReader, Turn } from './turn.ts';

/** The turns, in the order in which their answers ended. */
export async function* readTranscript(
  file: TranscriptFile,
  counts: LineCounts,
): AsyncIterable<readonly Turn[]> {
  const reader = READERS[file.agent]();
  for await (const objects of readObjects(file.path, counts)) {
    yield objects.flatMap((object) => reader.read(object));
  }
  yield reader.end();
}

const READERS: Readonly<Record<AgentName, () => TranscriptReader>> = {
  claude: createClaudeCodeReader,
  codex: createClaudeCodeReader,
  gemini: createClaudeCodeReader,
  opencode: createClaudeCodeReader,
};
