// What a person can do about a store that does not open.
import type { StoreTrouble } from './attempt.ts';

const MAKE_ROOM = 'make room on its disk';

/** What is well itself must not be moved away. */
const MENDS: Partial<Record<StoreTrouble, string>> = {
  'newer-schema': 'update headroom, or name another folder in HEADROOM_HOME',
  'no-engine':
    'install headroom again, on this machine and with this Node, optional packages included',
  'disk-full': MAKE_ROOM,
  // What SQLite says of a disk on which its lock file finds no room.
  'input-output': MAKE_ROOM,
  busy: 'try again; if it stays so, end the program that has it open',
};

/** What mends a trouble, in a few words without a full stop; undefined where it is the file or its folder. */
export function whatMends(trouble: StoreTrouble): string | undefined {
  return MENDS[trouble];
}
