// Files whose hits are not shown, named with their counts: one line per folder.

interface Counted {
  readonly path: string;
  readonly hits: number;
}

/** `folder/ a.ts×3 b.ts×12`, folders in the order of their first file. */
export function nameFiles(files: readonly Counted[]): string {
  const folders = new Map<string, string[]>();
  for (const { path, hits } of files) {
    const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    const folder = path.slice(0, cut);
    const names = folders.get(folder) ?? [];
    folders.set(folder, names);
    const name = path.slice(cut);
    names.push(`${/\s/.test(name) ? JSON.stringify(name) : name}×${hits}`);
  }
  return [...folders]
    .map(([folder, names]) => (folder === '' ? '' : `${folder} `) + names.join(' '))
    .join('\n');
}
