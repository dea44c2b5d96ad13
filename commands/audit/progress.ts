// A bar on one line of a terminal; nothing anywhere else.
import type { OutputStream } from '../context.ts';

export interface Progress {
  readonly show: (bytesDone: number) => void;
  readonly clear: () => void;
}

const BAR_WIDTH = 30;
const MEGABYTE = 1e6;

/** Shows how much of `totalBytes` is done, each percent once. */
export function createProgress(stream: OutputStream, totalBytes: number): Progress {
  let shown = -1;
  return {
    show(bytesDone) {
      const percent = Math.min(100, Math.floor((100 * bytesDone) / Math.max(1, totalBytes)));
      if (stream.isTTY !== true || percent === shown) return;
      shown = percent;
      stream.write(`\r${line(percent, bytesDone, totalBytes)}`);
    },
    clear() {
      if (shown >= 0) stream.write('\r\u001b[K');
    },
  };
}

function line(percent: number, bytesDone: number, totalBytes: number): string {
  const filled = Math.round((percent * BAR_WIDTH) / 100);
  const bar = '#'.repeat(filled) + '.'.repeat(BAR_WIDTH - filled);
  const [done, total] = [bytesDone, totalBytes].map((bytes) => (bytes / MEGABYTE).toFixed(0));
  return `[${bar}] ${String(percent).padStart(3)} %  ${done} of ${total} MB`;
}
