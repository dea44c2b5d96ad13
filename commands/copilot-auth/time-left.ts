// The line that shows how long a code is still good: redrawn in place on a terminal, said once everywhere else.
import type { CommandContext } from '../context.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;
const CLEAR_LINE = '\r\u001B[K';

/** Goes on until `end`, which takes the line away again. */
export function showTimeLeft(expiresAtMs: number, { stderr }: CommandContext): { end(): void } {
  if (stderr.isTTY !== true) {
    stderr.write('Waiting for the code to be entered...\n');
    return { end: () => undefined };
  }
  let frame = 0;
  const draw = (): void => {
    const left = formatTime(expiresAtMs - Date.now());
    stderr.write(
      `${CLEAR_LINE}${FRAMES[frame % FRAMES.length]} Waiting for the code to be entered, ${left} left`,
    );
    frame += 1;
  };
  draw();
  const timer = setInterval(draw, FRAME_MS);
  return {
    end: () => {
      clearInterval(timer);
      stderr.write(CLEAR_LINE);
    },
  };
}

/** Minutes and seconds, never negative. */
export function formatTime(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
