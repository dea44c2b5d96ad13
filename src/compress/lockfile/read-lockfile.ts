// Reads the lockfiles of package managers as entries: a name, a version, and the lines that go with them. By form, not by
// file name: an indented block with a version in it is an entry, whatever tool wrote it.
import { indentOf } from '../indent.ts';
import { withoutGutter } from '../without-gutter.ts';

export interface LockEntry {
  readonly name: string;
  readonly version: string;
  /** First and last line, counted from 0. */
  readonly from: number;
  readonly to: number;
}

/** Whether the first lines of a text have something of a lockfile: most texts have not, and need not be read. */
export function seemsLocked(text: string): boolean {
  const numbered = text.slice(0, LONGEST_HEAD).split('\n', HEAD_LINES);
  return hasSign(numbered) || hasSign(withoutGutter(numbered) ?? []);
}

function hasSign(lines: readonly string[]): boolean {
  return lines.some((line) => HASH.test(line) || SIGN.test(line));
}

/** The first lines of any lockfile are shorter in all. */
const LONGEST_HEAD = 400_000;

/** The entries of a lockfile in order, none inside another; undefined if the lines are no lockfile. */
export function readLockfile(lines: readonly string[]): readonly LockEntry[] | undefined {
  if (!hasSign(lines.slice(0, HEAD_LINES))) return undefined;
  const entries: LockEntry[] = [];
  let covered = 0;
  for (let at = 0; at < lines.length;) {
    const entry = entryAt(lines, at);
    if (entry !== undefined) {
      entries.push(entry);
      covered += entry.to - entry.from + 1;
    }
    at = entry === undefined ? at + 1 : entry.to + 1;
  }
  if (entries.length < LEAST_ENTRIES || !areNamed(entries)) return undefined;
  const filled = lines.filter((line) => line.trim() !== '').length;
  return covered > filled * LEAST_SHARE ? entries : undefined;
}

/** Where most blocks have one key, as "metadata" in a report of an installer, it is no name of a package. */
function areNamed(entries: readonly LockEntry[]): boolean {
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Math.max(...counts.values()) <= entries.length * MOST_OF_A_NAME;
}

const HEAD_LINES = 400;
const LEAST_ENTRIES = 8;
const LEAST_SHARE = 0.5;
const MOST_OF_A_NAME = 0.5;
/** What locks a package to its bytes. */
const HASH =
  /(?:sha\d{1,3}|h1|md5)[-:=][\w+/=]{20}|\b(?:checksum|integrity|hash|sha256)"?\s*[:=] ?"?[\w+/=]{20}/;
const SIGN = /^(?:GEM|PODS:|# yarn lockfile|# This file is automatically @generated)|": \{:hex, :/;

/** Whether a line holds nothing but what locks a package. */
export function isHashLine(line: string): boolean {
  return HASH.test(line);
}

/** An entry on one line: the first group is the name, the second the version. */
const ON_ONE_LINE: readonly RegExp[] = [
  /^(\S+) (v\d[^\s/]*)(?:\/go\.mod)? h1:\S+$/,
  /^([A-Za-z][\w.[\]-]*)==(\d[^\s;\\]*)(?: ;.*)? \\$/,
  /^\s+"[^"]*": \["(@?[^"@]+)@([^"]+)"/,
  /^\s+"([^"]+)": \{:hex, :\w+, "([^"]+)"/,
  /^\s+'?\/?(@?[^@\s']+)@(\d[^\s'(]*)(?:\(\S*\))?'?: \{\}$/,
  /^ {2,4}(?:- )?"?([\w./+-]+) \((\d[^)]*)\)"?:?$/,
];

/** A key that holds name and version: "/react@18.2.0(x):", "'@scope/a@1.0.0':", "/react/18.2.0:". */
const LOCKED_KEY = /^\/?(@?[^@\s]+)[@/]v?(\d[^\s(_,]*)/;
/** A key with the ranges that were asked for: "react@^18.0.0, react@^18.2.0:". */
const RANGE_KEY = /^(@?[^@\s,"]+)@/;

function entryAt(lines: readonly string[], at: number): LockEntry | undefined {
  const line = lines[at] ?? '';
  if (line.length > LONGEST_LINE) return undefined;
  for (const form of ON_ONE_LINE) {
    const [, name, version] = form.exec(line) ?? [];
    if (name !== undefined && version !== undefined)
      return { name, version, from: at, to: endOfBlock(lines, at) };
  }
  const key = keyOf(line);
  return key === undefined
    ? undefined
    : blockEntry(lines, at, key.replace(/^.*node_modules\//, ''));
}

const LONGEST_LINE = 2_000;

/** The key that opens a block: of YAML, JSON or TOML. "" if the name stands inside. */
function keyOf(line: string): string | undefined {
  if (line === '[[package]]') return '';
  const trimmed = line.trim();
  // At the margin it is the whole document.
  if (trimmed === '{') return line === '{' ? undefined : '';
  if (trimmed.endsWith(': {')) return trimmed.slice(0, -3).replaceAll('"', '');
  if (!trimmed.endsWith(':') || trimmed.startsWith('#')) return undefined;
  return trimmed.slice(0, -1).replaceAll(/["']/g, '');
}

function blockEntry(lines: readonly string[], at: number, key: string): LockEntry | undefined {
  const to = endOfBlock(lines, at);
  if (to === at) return undefined;
  const own = childrenOf(lines, at, to);
  const locked = LOCKED_KEY.exec(key);
  const version = own('version') ?? own('resolved') ?? locked?.[2];
  const name = key === '' ? own('name') : (locked?.[1] ?? RANGE_KEY.exec(key)?.[1] ?? key);
  if (version === undefined || name === undefined || !/^\W{0,2}v?\d/.test(version))
    return undefined;
  // Before the version stands that it is this one, behind a bracket the peers that it was resolved with.
  const bare = version.replace(/^=+|\(.*$/g, '');
  return { name, version: bare, from: at, to };
}

/** The last line of a block: deeper than its head, a closing bracket, or up to the next [table]. */
function endOfBlock(lines: readonly string[], at: number): number {
  const head = lines[at] ?? '';
  const isTable = head.startsWith('[');
  const indent = indentOf(head);
  let end = at;
  for (let next = at + 1; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    if (isTable ? /^\[(?!package\.)/.test(line) : indentOf(line) <= indent) break;
    end = next;
  }
  const closing = lines[end + 1]?.trim();
  return closing === '}' || closing === '},' ? end + 1 : end;
}

/** Looks a value up among the lines directly below the head. */
function childrenOf(
  lines: readonly string[],
  at: number,
  to: number,
): (name: string) => string | undefined {
  const depth = indentOf(lines[at + 1] ?? '');
  return (name) => {
    let children = 0;
    for (let child = at + 1; child <= to && children < MOST_CHILDREN; child++) {
      const line = lines[child] ?? '';
      // What stands deeper, as the hashes of all its files, belongs to a child.
      if (indentOf(line) !== depth) continue;
      children++;
      const bare = line.trim().replace(/^"/, '');
      if (!bare.startsWith(name)) continue;
      const found = /^"?(?: ?[:=] ?| )["']?([^"',\s]+)["']?,?$/.exec(bare.slice(name.length));
      if (found !== null) return found[1];
    }
    return undefined;
  };
}

const MOST_CHILDREN = 40;
