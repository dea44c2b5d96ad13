// Words for the log about a fault of ours: what kind and where. Never its message, which may repeat what a client sent.
import { codeOf } from './upstream/unreachable.ts';

/** One line: name, code if it has one, and the place it was thrown from. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split('\n').find((line) => line.startsWith('    at '));
  return [error.name, codeOf(error), place?.trim()].filter(Boolean).join(' ');
}
