// A bar on one line of a terminal, with what would have been saved so far; nothing anywhere else.
import type { AuditProgress } from '../../src/compose/audit.ts';
import type { OutputStream } from '../context.ts';

export interface Progress {
  readonly show: (done: AuditProgress) => void;
  readonly clear: () => void;
}

const BAR_WIDTH = 20;
const MEGABYTE = 1e6;

/** Shows how much of `totalBytes` is done, each change once. */
export function createProgress(stream: OutputStream, totalBytes: number): Progress {
  let shown = '';
  return {
    show(done) {
      if (stream.isTTY !== true) return;
      const text = line(done, totalBytes);
      if (text === shown) return;
      shown = text;
      stream.write(`\r${text}\u001b[K`);
    },
    clear() {
      if (shown !== '') stream.write('\r\u001b[K');
    },
  };
}

function line(done: AuditProgress, totalBytes: number): string {
  const percent = Math.min(100, Math.floor((100 * done.bytes) / Math.max(1, totalBytes)));
  const filled = Math.round((percent * BAR_WIDTH) / 100);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_WIDTH - filled);
  const [read, total] = [done.bytes, totalBytes].map((bytes) => (bytes / MEGABYTE).toFixed(0));
  return `[${bar}] ${String(percent).padStart(3)} %  ${read} of ${total} MB${savedSoFar(done)}`;
}

/** The answer takes shape long before the last file is read. */
function savedSoFar({ tokensBefore, tokensAfter }: AuditProgress): string {
  if (tokensBefore === 0) return '';
  return `, ${Math.round(100 * (1 - tokensAfter / tokensBefore))} % fewer tokens so far`;
}
