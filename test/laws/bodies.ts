// Recorded request bodies, byte for byte, and a conversation turn by turn.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../fixtures/wire/anthropic-messages', import.meta.url));

export interface RecordedBody {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every recorded request body. */
export function recordedBodies(): readonly RecordedBody[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && name !== 'reply.json')
    .map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) }));
}

/** One conversation, the body of each turn in order. */
export function conversation(): readonly RecordedBody[] {
  return recordedBodies().filter(({ name }) => name.startsWith('conversation-'));
}

/** Text that compressors like: long enough, and full of repeats. */
export function longLog(lines: number, seed = 'job'): string {
  return Array.from(
    { length: lines },
    (_, line) =>
      `2026-11-23T10:00:${String(line % 60).padStart(2, '0')}Z INFO ${seed} ${line} finished in ${line % 7} ms`,
  ).join('\n');
}

interface BodyOptions {
  readonly tools?: readonly string[];
  readonly toolUse?: { readonly name: string; readonly input: unknown };
}

/** A request with one live tool result. */
export function bodyWith(output: string, options: BodyOptions = {}): Buffer {
  const { tools = ['Bash'], toolUse = { name: 'Bash', input: { command: './run.sh' } } } = options;
  return Buffer.from(
    JSON.stringify({
      model: 'claude-sonnet-4-5',
      tools: tools.map((name) => ({ name, input_schema: {} })),
      messages: [
        { role: 'user', content: 'Why did the third nightly import job become slow this week?' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', ...toolUse }] },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: output }],
        },
      ],
    }),
  );
}
