// Who may import whom, and how large a file may get. Changing the architecture means changing this table, in the open.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A room may import what its row lists, itself, `src/errors.ts`, and Node built-ins where it is not pure. "type:x": types only. */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  'src/json': [],
  'src/tokens': [],
  'src/wire': ['src/json'],
  'src/compress': ['src/tokens'],
  'src/pipeline': ['src/json', 'src/wire', 'src/compress', 'src/tokens'],
  'src/config': [],
  'src/store': [],
  // Replays what agents have written down, without any network or store of ours; one agent keeps a database.
  'src/transcripts': [
    'src/wire',
    'src/json',
    'src/pipeline',
    'src/tokens',
    'type:src/compress',
    'src/store',
  ],
  // Slices of an original by row and JSON path are cut by spans of its text.
  'src/ccr': ['type:src/store', 'src/tokens', 'src/json', 'type:src/pipeline'],
  'src/telemetry': [
    'src/store/tallies.ts',
    'type:src/store',
    'type:src/pipeline',
    'type:src/proxy',
    'type:src/wire',
  ],
  // Runs the pure core in a thread of its own.
  'src/engine': ['src/compress', 'src/tokens', 'src/wire', 'type:src/pipeline'],
  // Logins are kept outside the store: in the system's keychain, or in a file of their own.
  'src/auth': [],
  'src/providers': ['src/auth', 'type:src/wire'],
  'src/proxy': ['src/pipeline', 'src/providers', 'type:src/wire', 'src/json'],
  'src/dashboard': ['type:src/store', 'src/telemetry', 'type:src/proxy'],
  // Draws what it is given; the figures, and how they read, come from the telemetry room.
  'src/ui': [
    'type:src/telemetry',
    'src/telemetry/format/format-number.ts',
    'src/telemetry/calibration/explain-calibration.ts',
    'src/telemetry/format/explain-reason.ts',
    'src/telemetry/format/printable.ts',
    'src/telemetry/format/text-table.ts',
  ],
  'src/launch': [],
  'src/mcp': ['type:src/ccr', 'src/tokens', 'src/version.ts'],
  'src/compose': ['src/'],
  'src/version.ts': [],
  'src/errors.ts': [],
  agents: ['src/launch'],
  commands: [
    'src/compose',
    'src/launch',
    'src/config',
    'agents',
    'src/version.ts',
    'src/telemetry',
    'src/ui',
    'src/transcripts',
    'src/mcp',
    'src/tokens',
    'src/ccr',
    'src/store',
  ],
};

const PURE = ['src/json', 'src/wire', 'src/compress', 'src/pipeline', 'src/tokens'];
/** Pure functions of Node that touch nothing of the world; `node:module` loads a library that is to be forgotten again. */
const PURE_BUILT_INS = new Set(['node:buffer', 'node:crypto', 'node:module']);

const IMPORT =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?([^'";]*?from\s*)?'([^']+)'|\bimport\('([^']+)'\)/g;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = ['src', 'commands', 'agents'].flatMap(sourceFiles);
const imports = files.flatMap(importsOf);

describe('the import table', () => {
  it.each(Object.keys(TABLE))('%s imports only what its row lists', (room) => {
    const broken = imports
      .filter((entry) => roomOf(entry.from) === room && !isAllowed(entry, room))
      .map((entry) => `${entry.from} may not import ${entry.to}`);
    expect(broken).toEqual([]);
  });

  it('has a row for every room', () => {
    expect(files.filter((file) => TABLE[roomOf(file)] === undefined)).toEqual([]);
  });

  it('has no entry that no import needs', () => {
    const spare = Object.entries(TABLE).flatMap(([room, row]) =>
      row.filter((entry) => !isNeeded(room, entry)).map((entry) => `${room}: ${entry}`),
    );
    expect(spare).toEqual([]);
  });

  it('has no cycle between files', () => {
    expect(findCycle()).toEqual([]);
  });
});

describe('sizes', () => {
  it('no source file is longer than 400 lines', () => {
    const long = files.filter((file) => lines(file) > 400);
    expect(long).toEqual([]);
  });

  it('half of the files have at most 100 lines', () => {
    const sorted = files.map(lines).sort((one, other) => one - other);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  it('every room has a README of at most 40 lines', () => {
    const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const wrong = rooms.filter(({ name }) => {
      const readme = join(ROOT, 'src', name, 'README.md');
      return lineCount(readme) === 0 || lineCount(readme) > 40;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

function isAllowed({ to, typeOnly }: Import, room: string): boolean {
  if (to.startsWith('node:')) {
    return !PURE.includes(room) || PURE_BUILT_INS.has(to);
  }
  if (!to.includes('/') || !/^(src|commands|agents)\//.test(to)) return true;
  if (roomOf(to) === room || to === 'src/errors.ts') return true;
  const row = TABLE[room] ?? [];
  return row.some((entry) =>
    entry.startsWith('type:') ? typeOnly && to.startsWith(entry.slice(5)) : to.startsWith(entry),
  );
}

/** Whether some import of the room is allowed by this entry alone. */
function isNeeded(room: string, entry: string): boolean {
  const target = entry.replace('type:', '');
  return imports.some(
    ({ from, to, typeOnly }) =>
      roomOf(from) === room && to.startsWith(target) && (entry.startsWith('type:') || !typeOnly),
  );
}

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? `${top}/${second}` : top;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => posix.join(folder, name.split(sep).join('/')));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => {
    const target = match[4] ?? match[5] ?? '';
    const to = target.startsWith('.')
      ? relative(ROOT, join(ROOT, dirname(file), target))
          .split(sep)
          .join('/')
      : target;
    return { from: file, to, typeOnly: match[2] !== undefined };
  });
}

function lines(file: string): number {
  return lineCount(join(ROOT, file));
}

function lineCount(path: string): number {
  try {
    return readFileSync(path, 'utf8').split('\n').length - 1;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Imports that only happen at run time on demand do not make a cycle, nor do types. */
function findCycle(): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly && files.includes(to) && !isDynamic(from, to))
      next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  for (const file of files) {
    const cycle = walk(file, [], { next, done });
    if (cycle !== undefined) return cycle;
  }
  return [];
}

function isDynamic(from: string, to: string): boolean {
  const name = posix.basename(to);
  return new RegExp(`import\\('[^']*${name.replaceAll('.', '\\.')}'\\)`).test(
    readFileSync(join(ROOT, from), 'utf8'),
  );
}

function walk(
  file: string,
  path: readonly string[],
  graph: { readonly next: Map<string, string[]>; readonly done: Set<string> },
): string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (graph.done.has(file)) return undefined;
  for (const target of graph.next.get(file) ?? []) {
    const cycle = walk(target, [...path, file], graph);
    if (cycle !== undefined) return cycle;
  }
  graph.done.add(file);
  return undefined;
}
