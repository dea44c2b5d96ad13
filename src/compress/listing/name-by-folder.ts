// Names files that are not shown: one line per folder, each name with a short note behind it.

import { folderLines } from './folder-lines.ts';

export interface NotedPath {
  readonly path: string;
  /** Stands directly behind the name: `×12`, `(+3 -1)`. */
  readonly note: string;
}

/** `folder/ a.ts×3 b.ts×12`, folders in the order of their first file. */
export function nameByFolder(files: readonly NotedPath[]): string {
  const folders = new Map<string, string[]>();
  for (const { path, note } of files) {
    const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    const folder = path.slice(0, cut);
    const names = folders.get(folder) ?? [];
    folders.set(folder, names);
    const name = path.slice(cut);
    names.push((/\s/.test(name) ? JSON.stringify(name) : name) + note);
  }
  return [...folders].flatMap(([folder, names]) => linesOf(folder, names)).join('\n');
}

function linesOf(folder: string, names: readonly string[]): string[] {
  return folderLines(isWhole(folder, names) ? folder : `${folder} `, names);
}

/** A name that is alone in its folder reads best as the whole path. */
function isWhole(folder: string, names: readonly string[]): boolean {
  return folder === '' || (names.length === 1 && !/\s/.test(folder) && !names[0]?.startsWith('"'));
}
