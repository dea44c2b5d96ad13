// What a text is by how it was asked for: the tool, its input and, for a shell, the command line. Tables first.
import { isMostlyBlob } from './blob/blob.ts';
import { isMinified } from './blob/minified.ts';
import { endOfHead } from './log/lines/line-head.ts';
import { openLinesOfChangelog } from './text/changelog.ts';
import { withoutGutter } from './without-gutter.ts';
import { commandInScript } from './script-command.ts';
import { readShellCommand, type Pipeline, type SimpleCommand } from './shell-command.ts';

export type OriginUse =
  'file-read' | 'edit' | 'search' | 'listing' | 'shell' | 'skill' | 'fetch' | 'retrieval' | 'other';

export interface Origin {
  readonly use: OriginUse;
  /** The agent may quote these bytes later (an edit, a rule to follow): nothing of them may be lost. */
  readonly exact: boolean;
  readonly path?: string;
  /** The command line, for a shell. */
  readonly command?: string;
}

/** What the output of a tool call is, judged by the call alone. */
export function originOf(tool?: string, toolInput?: Readonly<Record<string, unknown>>): Origin {
  const use = tool === undefined ? 'other' : useOfTool(tool, toolInput);
  if (use === 'shell') return originOfCommand(commandOf(toolInput));
  const path = use === 'fetch' ? pathOfUrl(toolInput?.['url']) : pathOf(toolInput);
  const origin = { use: use === 'file-read' && isInstructions(path) ? ('skill' as const) : use };
  const exact = EXACT.has(origin.use) && !(use === 'file-read' && isData(path));
  return path === undefined ? { ...origin, exact } : { ...origin, exact, path };
}

const EXACT: ReadonlySet<OriginUse> = new Set(['file-read', 'edit', 'skill', 'retrieval']);

/** By the last part of the name, lower case, letters only: `mcp__files__read_text_file` is `readtextfile`. */
const TOOLS: ReadonlyMap<string, OriginUse> = new Map(
  Object.entries({
    'file-read':
      'read view readfile viewfile openfile getfile catfile fileread filereadtool readtextfile readmultiplefiles ' +
      'readmanyfiles getfilecontents notebookread cat',
    edit:
      'edit multiedit write writefile create createfile replace replaceinfile strreplace applypatch notebookedit ' +
      'editfile insert insertintofile inserteditintofile writetofile applydiff patch',
    search:
      'grep grepsearch searchfilecontent searchfiles ripgrep rg search codesearch codebasesearch searchcode ' +
      'findtext findinfiles textsearch',
    listing:
      'glob ls list listdirectory listdir listfiles listdirectorywithsizes directorytree filesearch findfiles ' +
      'globfilesearch find',
    shell:
      'bash shell exec execcommand runshellcommand localshell localshellcall shellcommand terminal runcommand ' +
      'runterminalcommand runinterminal executecommand containerexec powershell cmd sh zsh console ' +
      'bashoutput readbash readpowershell taskoutput readbackgroundoutput writestdin getterminaloutput process',
    skill: 'skill activateskill loadskill useskill',
    fetch: 'webfetch fetch fetchurl httpget websearch googlewebsearch webrun browse',
    retrieval: 'headroomretrieve',
  }).flatMap(([use, names]) => names.split(' ').map((name) => [name, use as OriginUse] as const)),
);

/** Editors with one name for several acts say in `command` which it is. */
const EDITORS = new Set(['strreplaceeditor', 'strreplacebasededittool', 'texteditor']);

function useOfTool(tool: string, toolInput?: Readonly<Record<string, unknown>>): OriginUse {
  const squeezed = tool.toLowerCase().replace(/[^a-z]/g, '');
  if (squeezed.endsWith('headroomretrieve')) return 'retrieval';
  const name = tool
    .replace(/^.*(?:__|[.:/])/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  if (EDITORS.has(name)) return toolInput?.['command'] === 'view' ? 'file-read' : 'edit';
  return TOOLS.get(name) ?? 'other';
}

const PATH_NAMES = [
  'file_path',
  'filePath',
  'path',
  'absolute_path',
  'target_file',
  'notebook_path',
  'filename',
  'file',
  'uri',
];

function pathOf(toolInput?: Readonly<Record<string, unknown>>): string | undefined {
  const name = PATH_NAMES.find((candidate) => typeof toolInput?.[candidate] === 'string');
  return name === undefined ? undefined : String(toolInput?.[name]);
}

function pathOfUrl(url: unknown): string | undefined {
  return typeof url === 'string' ? url.replace(/[?#].*$/, '') : undefined;
}

function commandOf(toolInput?: Readonly<Record<string, unknown>>): string | undefined {
  const command = toolInput?.['command'] ?? toolInput?.['cmd'] ?? toolInput?.['commandLine'];
  if (typeof command === 'string') return command;
  if (Array.isArray(command)) return command.map((word) => quoted(String(word))).join(' ');
  const script = toolInput?.['input'] ?? toolInput?.['code'];
  return typeof script === 'string' ? commandInScript(script) : undefined;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function originOfCommand(command: string | undefined): Origin {
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
  'head tail cat nl less more bat batcat sed tee sort uniq tac col colrm expand fold cut tr column iconv'.split(
    ' ',
  ),
);
/** Of those, the ones that leave lines quotable. */
const FAITHFUL_FILTERS = new Set(
  'head tail cat nl less more bat batcat sed tee col expand'.split(' '),
);

function originOfPipeline(pipeline: Pipeline): PipelineOrigin | undefined {
  let origin: PipelineOrigin | undefined;
  for (const command of pipeline) {
    const own = originOfSimple(command);
    if (origin === undefined) origin = own ?? origin;
    else if (own?.use === 'search' && origin.use !== 'listing') origin = own;
    else if (command.name === 'xargs') origin = own ?? { use: 'shell', exact: false };
    else if (FILTERS.has(command.name)) origin = filtered(origin, command);
    else if (own?.use !== 'search') origin = { use: 'shell', exact: false };
  }
  return pipeline.at(-1)?.silent === true ? undefined : origin;
}

function filtered(origin: PipelineOrigin, filter: SimpleCommand): PipelineOrigin {
  if (origin.use !== 'file-read' || FAITHFUL_FILTERS.has(filter.name)) return origin;
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

const INSTRUCTIONS =
  /(?:^|[\\/])(?:CLAUDE|AGENTS|GEMINI|SKILL|CLAUDE\.local|copilot-instructions)\.md$/i;

function isInstructions(path: string | undefined): boolean {
  return path !== undefined && INSTRUCTIONS.test(path);
}

const DATA = [
  /\.(?:log|jsonl|ndjson|csv|tsv|psv|out|output|err|trace|dump|prof|lcov|map)(?:\.\d+)?(?:\.(?:gz|zst|bz2|xz))?$/i,
  /^\/var\/log\/|^\/proc\//,
  // Where agents redirect long outputs to before they look at them.
  /^(?:\/private)?\/tmp\/.*\.txt$/,
  /(?:^|[\\/])(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|packages\.lock\.json|conda-lock\.yml)$/,
  /(?:^|[\\/])(?:go\.sum|gradle\.lockfile|Package\.resolved|\.terraform\.lock\.hcl)$/,
  /(?:^|[\\/])(?:yarn|bun|Cargo|poetry|uv|Gemfile|composer|Pipfile|Podfile|pubspec|flake|pdm|pixi|deno|mix|rebar)\.lock$/,
  /\.(?:min|bundle)\.(?:js|mjs|cjs|css)$/,
];

/** Logs, records, lockfiles and bundles: read to look something up, never edited by quoting. */
function isData(path: string | undefined): boolean {
  return path !== undefined && [...DATA, CHANGELOG].some((pattern) => pattern.test(path));
}

/** Only the newest part is added to. */
const CHANGELOG =
  /(?:^|[\\/])(?:CHANGE[-_]?LOG|CHANGES|HISTORY|NEWS|RELEASE[-_]NOTES)(?:\.(?:md|markdown|rst|txt|adoc))?$/i;

/**
 * The origin once its text is known. What a name takes for data is exact after all if it was merged with conflicts, which
 * are edited by hand, or if it has no old releases that nobody edits.
 */
export function originOfText(origin: Origin, text: string): Origin {
  if (origin.use !== 'file-read') return origin;
  if (origin.exact)
    return isWrittenByTool(origin, text) || isTimedLog(origin, text) || isHashed(origin, text)
      ? { ...origin, exact: false }
      : origin;
  const isOpen =
    text.includes('<<<<<<< ') || (CHANGELOG.test(origin.path ?? '') && !isChangelog(text));
  return isOpen ? { ...origin, exact: true } : origin;
}

/** Bundles and encoded bytes have no lines that anybody could quote. */
function isWrittenByTool(origin: Origin, text: string): boolean {
  const isScript = /\.(?:js|mjs|cjs|css)$/i.test(origin.path ?? '');
  return (isScript && isMinified(text)) || isMostlyBlob(text);
}

const REQUIREMENTS = /(?:^|[\\/])[\w.-]*(?:requirements|constraints)[\w.-]*\.txt$/i;
const HASH_LINE = /^(?: *\d+[\t→|])? +--hash=sha\d+:/gm;
const FEWEST_HASHES = 20;

/** Requirements with the hashes of all their files are a lockfile under another name. */
function isHashed({ path = '' }: Origin, text: string): boolean {
  if (!REQUIREMENTS.test(path)) return false;
  return (text.slice(0, LOG_SAMPLE).match(HASH_LINE)?.length ?? 0) >= FEWEST_HASHES;
}

/** "stdout", "nohup.txt", "worker.3": a name that does not say what the file is. */
const UNTOLD = /(?:^|[\\/])[^.\\/]+(?:\.(?:txt|text|\d{1,8}))?$/;
const LOG_SAMPLE = 16_384;
const LEAST_LOG_LINES = 8;
const TIMED_SHARE = 0.6;

/** Where most lines begin with a time, a program wrote them: nobody edits such a file by quoting it. */
function isTimedLog(origin: Origin, text: string): boolean {
  if (origin.path !== undefined && !UNTOLD.test(origin.path)) return false;
  const lines = text.slice(0, LOG_SAMPLE).split('\n');
  // What is indented goes on with the entry above.
  const entries = (withoutGutter(lines) ?? lines).filter((line) => /^\S/.test(line));
  const timed = entries.filter((line) => endOfHead(line) > 0);
  return timed.length >= LEAST_LOG_LINES && timed.length > entries.length * TIMED_SHARE;
}

function isChangelog(text: string): boolean {
  const lines = text.split('\n');
  return openLinesOfChangelog(withoutGutter(lines) ?? lines) !== undefined;
}
