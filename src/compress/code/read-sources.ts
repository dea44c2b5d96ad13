// Cuts a text into source files and names their languages: by the path in the call, by the headings of a dump of several
// files, or by what the code looks like.
import type { CompressContext } from '../compressor.ts';
import type { CodeLanguage } from './syntax.ts';

export interface Source {
  /** Rows counted from 0, both included; the heading of a dump is not part of its file. */
  readonly from: number;
  readonly to: number;
  readonly language?: CodeLanguage;
}

const OF_EXTENSION: ReadonlyMap<string, CodeLanguage> = new Map(
  Object.entries({
    bash: 'sh bash zsh',
    'c-sharp': 'cs',
    cpp: 'c cc cpp cxx h hh hpp hxx ipp',
    go: 'go',
    java: 'java',
    javascript: 'js jsx mjs cjs',
    php: 'php',
    powershell: 'ps1 psm1',
    python: 'py pyi',
    ruby: 'rb rake',
    rust: 'rs',
    tsx: 'tsx',
    typescript: 'ts mts cts',
  }).flatMap(([language, names]) =>
    names.split(' ').map((name) => [name, language as CodeLanguage] as const),
  ),
);

/** "==> src/a.ts <==", "// File: src/a.ts", '<file path="src/a.ts">', "--- src/a.ts ---", "## src/a.ts". */
const HEADING =
  /^(?:==> |[-=#*/]{2,8} |<(?:file|document)[^>]{0,40}(?:path|name)=["']|(?:\/\/|#|--)? ?(?:File|FILE|file|Path|path): ?)["'`]?([\w@.+~/\\-]{1,200}\.(\w{1,6}))\b["'`:]?(?: <==| [-=#*]{2,8}|["']?>)?\s*$/;

/** The files of a text, in order. A text without headings is one file. */
export function readSources(lines: readonly string[], context: CompressContext): readonly Source[] {
  const sources: Source[] = [];
  let from = 0;
  let language = languageOfCall(context);
  lines.forEach((line, row) => {
    const extension = line.length > 300 ? undefined : HEADING.exec(line)?.[2];
    if (extension === undefined) return;
    if (row > from) sources.push(sourceOf(lines, { from, to: row - 1, language }));
    from = row + 1;
    language = OF_EXTENSION.get(extension.toLowerCase());
  });
  if (from < lines.length) sources.push(sourceOf(lines, { from, to: lines.length - 1, language }));
  return sources;
}

function sourceOf(
  lines: readonly string[],
  rows: { from: number; to: number; language: CodeLanguage | undefined },
): Source {
  const { from, to } = rows;
  const language = rows.language ?? languageOfLines(lines.slice(from, Math.min(to, from + 400)));
  return { from, to, ...(language !== undefined && { language }) };
}

const PATHS = ['file_path', 'filePath', 'path', 'absolute_path', 'target_file', 'url', 'command'];

function languageOfCall({ toolInput }: CompressContext): CodeLanguage | undefined {
  for (const name of PATHS) {
    const value = toolInput?.[name];
    if (typeof value !== 'string') continue;
    for (const [, extension = ''] of value
      .slice(0, 2_000)
      .matchAll(/\.(\w{1,6})(?=$|[\s?#"':;|)])/g)) {
      const language = OF_EXTENSION.get(extension.toLowerCase());
      if (language !== undefined) return language;
    }
  }
  return undefined;
}

/** Lines that hardly occur in another language. */
const SIGNS: ReadonlyArray<readonly [CodeLanguage, RegExp]> = [
  ['go', /^(?:package \w+$|func (?:\(\w+ \*?\w+\) )?\w+\(|import \($|\t\w+(?:, \w+)* := )/],
  ['rust', /^\s*(?:(?:pub(?:\(\w+\))? )?(?:fn|impl|mod|trait) |use \w+(?:::|;)|let mut |#!?\[)/],
  [
    'java',
    /^\s*(?:package [\w.]+;|import (?:static )?[\w.]+\*?;|@Override\b|public (?:final |abstract )?(?:class|interface) )/,
  ],
  ['c-sharp', /^\s*(?:using [\w.]+;|namespace [\w.]+\b|\[[A-Z]\w+\])/],
  [
    'cpp',
    /^\s*(?:#\s*(?:include|define|ifndef|ifdef|pragma)\b|template ?<|(?:static |const )?(?:int|void|char|bool|size_t) \*?\w+\()/,
  ],
  [
    'python',
    /^\s*(?:def \w+\(.*|class \w+.*:$|from [\w.]+ import |import [\w.]+$|elif .*:$|@\w+$)/,
  ],
  ['ruby', /^\s*(?:def [\w.?!]+(?:\(.*\))?$|end$|require ['"]|module \w+$)/],
  ['php', /^\s*(?:<\?php|\$\w+ = |(?:public |private )?function \w+\(.*\$|use [\w\\]+;)/],
  ['bash', /^\s*(?:#!\/.*sh$|fi$|done$|esac$|then$|\w+\(\) \{$|echo )/],
  [
    'typescript',
    /^\s*(?:import type |export (?:type|interface|abstract) |interface \w+|type \w+ = |.*\): [A-Z]\w*.* \{$|(?:private|readonly) \w+)/,
  ],
  [
    'javascript',
    /^\s*(?:(?:const|let|var) [\w{[].* = |module\.exports|(?:export )?(?:async )?function \w+\(|import .* from ['"]|'use strict')/,
  ],
];

function languageOfLines(lines: readonly string[]): CodeLanguage | undefined {
  const counts = SIGNS.map(([language, sign]) => {
    return { language, count: lines.filter((line) => line.length < 400 && sign.test(line)).length };
  });
  const [best, next] = counts.toSorted((one, other) => other.count - one.count);
  if (best === undefined || best.count < 3) return undefined;
  // Typed code is full of untyped code's signs.
  const isTyped = counts.some(({ language, count }) => language === 'typescript' && count >= 3);
  if (best.language === 'javascript' && isTyped) return 'typescript';
  return best.count > (next?.count ?? 0) || best.language === 'typescript'
    ? best.language
    : undefined;
}
