// What a text is by the call that gave it: the tool and its input. A table first.
import type { Origin, OriginUse } from './origin.ts';
import { originOfCommand } from './origin-of-command.ts';
import { isData, isInstructions } from './known-files.ts';
import { commandInScript } from './script-command.ts';

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
/** So does the memory that a provider defines; other tools of this name take no `command`. */
const MEMORY = 'memory';

function useOfTool(tool: string, toolInput?: Readonly<Record<string, unknown>>): OriginUse {
  const squeezed = tool.toLowerCase().replace(/[^a-z]/g, '');
  if (squeezed.endsWith('headroomretrieve')) return 'retrieval';
  const name = tool
    .replace(/^.*(?:__|[.:/])/, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  const command = toolInput?.['command'];
  if (EDITORS.has(name) || (name === MEMORY && typeof command === 'string'))
    return command === 'view' ? 'file-read' : 'edit';
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
