// Runs the compressors on made-up texts while nobody waits: the first real text then meets compiled code.
import { setImmediate } from 'node:timers/promises';
import { compressText, type TextTools } from '../compress/compress-text.ts';

const ROUNDS = 8;
const LINES = 220;

/** Goes through one text of each common kind, leaving the thread free between any two. */
export async function warmUp(tools: TextTools): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const write of [logLine, jsonLine, searchLine]) {
      await setImmediate();
      await compressText(jobOf(write, round), tools);
    }
  }
}

type WriteLine = (line: number) => string;

function jobOf(write: WriteLine, round: number): Parameters<typeof compressText>[0] {
  const lines = Array.from({ length: LINES }, (_, index) => write(index + round));
  return {
    text: lines.join('\n'),
    tool: 'Bash',
    toolInput: '{"command":"./run"}',
    question: 'which request of the billing service failed with status 500?',
    profile: 'balanced',
    mayLose: true,
  };
}

function logLine(line: number): string {
  const level = line % 41 === 0 ? 'ERROR' : 'INFO';
  return `2026-01-01T10:00:${String(line % 60).padStart(2, '0')}Z ${level} [http] GET /orders/${line} took ${line % 97} ms`;
}

function jsonLine(line: number): string {
  return JSON.stringify({
    id: line,
    state: line % 50 === 0 ? 'failed' : 'done',
    path: `/orders/${line}`,
  });
}

function searchLine(line: number): string {
  return `src/orders/file-${line % 9}.ts:${line}:  const total${line} = sum(order, ${line});`;
}
