// From what Ink tells about a key to the few names that the dashboard knows.
import type { Key } from 'ink';
import type { KeyName, PressedKey } from './press-key.ts';

const NAMES: readonly (readonly [flag: keyof Key, name: KeyName])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageUp'],
  ['pageDown', 'pageDown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'back'],
  ['backspace', 'back'],
  ['delete', 'back'],
];

/** A key of the dashboard. */
export function readKey(input: string, key: Key): PressedKey {
  if (key.ctrl) return input === 'c' ? { input: '', name: 'quit' } : { input: '' };
  if (key.tab) return { input: '', name: key.shift ? 'shiftTab' : 'tab' };
  const name = NAMES.find(([flag]) => key[flag])?.[1];
  return name === undefined ? { input } : { input: '', name };
}
