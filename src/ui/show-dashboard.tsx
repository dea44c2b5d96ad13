// Puts the dashboard on a terminal and gives the terminal back as it was.
import { render } from 'ink';
import { Dashboard, type DashboardProps } from './dashboard.tsx';

export interface ShowOptions extends DashboardProps {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Ends it from outside, as a signal does. */
  readonly ended: Promise<void>;
}

/** The second screen of a terminal: what was printed before is there again afterwards. */
const ENTER = '\u001b[?1049h\u001b[H';
const WIPE = '\u001b[2J\u001b[H';
const LEAVE = '\u001b[?1049l';

/** Resolves when the user has ended it. */
export async function showDashboard(options: ShowOptions): Promise<void> {
  const { stdin, stdout, ended, ...props } = options;
  stdout.write(ENTER);
  const instance = render(<Dashboard {...props} />, {
    stdin,
    stdout,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // Before Ink draws again: a terminal moves lines when it is resized, so that they are not where they were drawn.
  const wipe = (): void => {
    instance.clear();
    stdout.write(WIPE);
  };
  stdout.prependListener('resize', wipe);
  void ended.then(() => instance.unmount());
  try {
    await instance.waitUntilExit();
  } finally {
    stdout.off('resize', wipe);
    instance.cleanup();
    stdout.write(LEAVE);
  }
}
