// Puts the dashboard on a terminal whose screen is its own.
import { render } from 'ink';
import { Dashboard, type DashboardProps } from './dashboard.tsx';
import { WIPE_SCREEN } from './first-paint.ts';

export interface ShowOptions extends DashboardProps {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Ends it from outside, as a signal does. */
  readonly ended: Promise<void>;
}

/** Resolves when the user has ended it. */
export async function showDashboard(options: ShowOptions): Promise<void> {
  const { stdin, stdout, ended, ...props } = options;
  stdout.write(WIPE_SCREEN);
  const instance = render(<Dashboard {...props} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // Before Ink draws again: a terminal moves lines when it is resized, so that they are not where they were drawn.
  const wipe = (): void => {
    instance.clear();
    stdout.write(WIPE_SCREEN);
  };
  stdout.prependListener('resize', wipe);
  void ended.then(() => instance.unmount());
  try {
    await instance.waitUntilExit();
  } finally {
    stdout.off('resize', wipe);
    instance.cleanup();
  }
}
