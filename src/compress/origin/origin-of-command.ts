// What a text is by the command line that printed it. Tables first.
import type { Origin, OriginUse } from './origin.ts';
import { isData, isInstructions } from './known-files.ts';
import { readShellCommand, type Pipeline, type SimpleCommand } from './shell-command.ts';

/** What a shell prints for this command line; unknown without one. */
export function originOfCommand(command: string | undefined): Origin {
  if (command === undefined) return { use: 'shell', exact: false };
  const origins = readShellCommand(command)
    .map(originOfPipeline)
    .filter((origin) => origin !== undefined);
  if (origins.some((origin) => origin.use === 'retrieval'))
    return { use: 'retrieval', exact: true, command };
  const exact = origins.some((origin) => origin.exact);
  const uses = new Set(origins.map((origin) => origin.use));
  const [only] = uses.size === 1 ? uses : [];
  const path = (origins.find((origin) => origin.exact) ?? origins[0])?.path;
  const origin = { use: only ?? ('shell' as const), exact, command };
  return path === undefined ? origin : { ...origin, path };
}

type PipelineOrigin = Pick<Origin, 'use' | 'exact' | 'path'>;

/** Print nothing, or only a line of their own between other outputs. */
const QUIET = new Set(
  (
    'cd pushd popd export set unset source . alias true false : echo printf sleep wait mkdir touch chmod rm cp mv ' +
    'for while if in done fi else'
  ).split(' '),
);

/** Let lines through as they are, or number, cut or order them. */
const FILTERS = new Set(
  (
    'head tail cat nl less more bat batcat sed tee sort uniq tac col colrm expand fold cut tr column iconv ' +
    'select-object select foreach-object % out-string out-host sort-object'
  ).split(' '),
);
/** Of those, the ones that leave lines quotable. */
const FAITHFUL_FILTERS = new Set(
  'head tail cat nl less more bat batcat sed tee col expand select-object select foreach-object % out-string out-host'.split(
    ' ',
  ),
);

function originOfPipeline(pipeline: Pipeline): PipelineOrigin | undefined {
  let origin: PipelineOrigin | undefined;
  for (const command of pipeline) {
    const own = originOfSimple(command);
    if (origin === undefined) origin = own ?? origin;
    else if (own?.use === 'search' && origin.use !== 'listing') origin = own;
    else if (command.name === 'xargs') origin = own ?? { use: 'shell', exact: false };
    else if (FILTERS.has(command.name.toLowerCase())) origin = filtered(origin, command);
    else if (own?.use !== 'search') origin = { use: 'shell', exact: false };
  }
  return pipeline.at(-1)?.silent === true ? undefined : origin;
}

function filtered(origin: PipelineOrigin, filter: SimpleCommand): PipelineOrigin {
  if (origin.use !== 'file-read' || FAITHFUL_FILTERS.has(filter.name.toLowerCase())) return origin;
  return { use: 'shell', exact: false };
}

const READERS = new Set(
  'cat head tail nl less more bat batcat tac type get-content gc sed awk'.split(' '),
);
const COMMAND_USES: ReadonlyMap<string, OriginUse> = new Map(
  Object.entries({
    search: 'grep egrep fgrep rg ag ack ugrep select-string',
    listing: 'ls find fd fdfind tree dir exa eza lsd locate',
    fetch: 'curl wget',
    edit: 'apply_patch patch',
  }).flatMap(([use, names]) => names.split(' ').map((name) => [name, use as OriginUse] as const)),
);

function originOfSimple(command: SimpleCommand): PipelineOrigin | undefined {
  const name = command.name.toLowerCase();
  if (QUIET.has(name)) return undefined;
  if (name === 'headroom' && command.words[0] === 'retrieve')
    return { use: 'retrieval', exact: true };
  if (name === 'npx') return originOfInner(command.words);
  if (name === 'xargs') return originOfInner(command.words.filter((word) => !/^-/.test(word)));
  if (name === 'git') return originOfGit(command.words);
  if (name === 'rg' && command.words.includes('--files')) return { use: 'listing', exact: false };
  if (READERS.has(name)) return originOfReader(command);
  const use = COMMAND_USES.get(name);
  return { use: use ?? 'shell', exact: use === 'edit' };
}

function originOfInner(words: readonly string[]): PipelineOrigin | undefined {
  const [name, ...rest] = words;
  if (name === undefined) return { use: 'shell', exact: false };
  return originOfSimple({ name: name.replace(/^.*\//, ''), words: rest, silent: false });
}

function originOfGit(words: readonly string[]): PipelineOrigin {
  const at = words.findIndex(
    (word, index) => !/^-/.test(word) && !/^-[Cc]$/.test(words[index - 1] ?? ''),
  );
  const verb = words[at];
  if (verb === 'grep') return { use: 'search', exact: false };
  if (verb === 'ls-files' || verb === 'ls-tree') return { use: 'listing', exact: false };
  const shown = words.slice(at + 1).find((word) => /^[^-:][^:]*:.+/.test(word));
  if ((verb !== 'show' && verb !== 'cat-file') || shown === undefined)
    return { use: 'shell', exact: false };
  return fileRead([shown.slice(shown.indexOf(':') + 1)]);
}

function originOfReader(command: SimpleCommand): PipelineOrigin {
  const paths = pathsOf(command);
  if (paths.length === 0) return { use: 'shell', exact: false };
  if (command.name === 'sed' && command.words.some((word) => /^(?:-[a-z]*i|--in-place)/.test(word)))
    return { use: 'edit', exact: true, path: paths[0] ?? '' };
  // Only a choice of lines is a read; any other program computes something new.
  if (command.name === 'awk' && !/\bF?NR\b/.test(command.words.join(' ')))
    return { use: 'shell', exact: false };
  return fileRead(paths);
}

function fileRead(paths: readonly string[]): PipelineOrigin {
  const [path = ''] = paths;
  return {
    use: paths.every(isInstructions) ? 'skill' : 'file-read',
    exact: !paths.every(isData),
    path,
  };
}

/** Options that take the next word as their value. */
const VALUED: Readonly<Record<string, RegExp>> = {
  head: /^-[nc]$/,
  tail: /^-[nc]$/,
  sed: /^-[ef]$/,
  awk: /^-[vFf]$/,
  nl: /^-[bdfhilnsvw]$/,
  bat: /^-[lrHm]$|^--(?:language|line-range|style)$/,
};

function pathsOf(command: SimpleCommand): readonly string[] {
  const valued = Object.hasOwn(VALUED, command.name) ? VALUED[command.name] : undefined;
  const bare = command.words.filter((word, index) => {
    if (word === '-' || /^[-+]./.test(word)) return false;
    return valued === undefined || !valued.test(command.words[index - 1] ?? '');
  });
  const hasProgram = /^(?:sed|awk)$/.test(command.name) && !command.words.includes('-e');
  const paths = hasProgram ? bare.slice(1) : bare;
  return command.inputPath === undefined ? paths : [...paths, command.inputPath];
}
