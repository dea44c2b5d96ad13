// Splits a shell command line into pipelines of words: quoting is understood, expansion is not. Never throws.

/** The words of one simple command, redirections and leading assignments left out. */
export interface SimpleCommand {
  readonly name: string;
  readonly words: readonly string[];
  /** The file behind `< path`. */
  readonly inputPath?: string;
  /** Standard output goes to a file: nothing of it is seen. */
  readonly silent: boolean;
}

/** Simple commands joined by `|`. */
export type Pipeline = readonly SimpleCommand[];

/** The pipelines of a command line, in order; `bash -c "..."` and wrappers such as `sudo` or `timeout 5` are seen through. */
export function readShellCommand(commandLine: string): readonly Pipeline[] {
  return pipelinesOf(tokensOf(commandLine.slice(0, LONGEST_COMMAND)), 0);
}

/** Beyond this a "command" is a here-document or a script; its head says enough. */
const LONGEST_COMMAND = 16_384;
const DEEPEST_SHELL = 4;

interface Token {
  readonly kind: 'word' | 'pipe' | 'end' | 'redirect';
  readonly text: string;
}

function pipelinesOf(tokens: readonly Token[], depth: number): readonly Pipeline[] {
  const pipelines: Pipeline[] = [];
  let pipeline: SimpleCommand[] = [];
  let command: Token[] = [];
  const endCommand = (): void => {
    const read = commandOf(command);
    command = [];
    if (read === undefined) return;
    const script = depth < DEEPEST_SHELL ? scriptOf(read) : undefined;
    if (script === undefined) pipeline.push(read);
    else pipeline.push(...pipelinesOf(tokensOf(script), depth + 1).flat());
  };
  const endPipeline = (): void => {
    endCommand();
    if (pipeline.length > 0) pipelines.push(pipeline);
    pipeline = [];
  };
  for (const token of tokens) {
    if (token.kind === 'pipe') endCommand();
    else if (token.kind === 'end') endPipeline();
    else command.push(token);
  }
  endPipeline();
  return pipelines;
}

interface Shell {
  /** Stands before a script. */
  readonly flag: RegExp;
  /** All that follows is of it. */
  readonly takesRest: boolean;
}

const POSIX: Shell = { flag: /^-[a-z]*c$/, takesRest: false };
const POWERSHELL: Shell = { flag: /^-c(?:ommand)?$/i, takesRest: true };
const SHELLS: ReadonlyMap<string, Shell> = new Map([
  ...['bash', 'sh', 'zsh', 'dash', 'ksh', 'fish'].map((name) => [name, POSIX] as const),
  ['powershell', POWERSHELL],
  ['pwsh', POWERSHELL],
  ['cmd', { flag: /^\/[ck]$/i, takesRest: true }],
]);

/** The script of `bash -lc "script"`, `powershell -Command script` or `cmd /c script`. */
function scriptOf({ name, words }: SimpleCommand): string | undefined {
  const shell = SHELLS.get(name.toLowerCase());
  const at = shell === undefined ? -1 : words.findIndex((word) => shell.flag.test(word));
  if (shell === undefined || at < 0) return undefined;
  if (!shell.takesRest) return words[at + 1];
  // Between folders, and no escape.
  return words
    .slice(at + 1)
    .join(' ')
    .replaceAll('\\', '\\\\');
}

function commandOf(tokens: readonly Token[]): SimpleCommand | undefined {
  const words: string[] = [];
  let inputPath: string | undefined;
  let silent = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind === 'word') words.push(token.text);
    if (token?.kind !== 'redirect') continue;
    const target = tokens[++at]?.text;
    if (token.text === '<') inputPath = target;
    if (/^[1&]?>/.test(token.text) && target !== undefined && !/^&?[12]$/.test(target))
      silent = true;
  }
  const start = startOf(words);
  const name = words[start]?.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  if (name === undefined || name === '') return undefined;
  const command = { name, words: words.slice(start + 1), silent };
  return inputPath === undefined ? command : { ...command, inputPath };
}

/** Commands that run the command behind them; the number is how many own words stand before it. */
const WRAPPERS: Readonly<Record<string, number>> = {
  sudo: 0,
  time: 0,
  command: 0,
  builtin: 0,
  env: 0,
  nohup: 0,
  nice: 0,
  stdbuf: 0,
  unbuffer: 0,
  exec: 0,
  timeout: 1,
  '(': 0,
  '{': 0,
  '!': 0,
  then: 0,
  do: 0,
};

/** Their options that take the next word as a value. */
const VALUED: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ughpCTUDR]$/,
  timeout: /^-[ks]$/,
  nice: /^-n$/,
  env: /^-[uC]$/,
  exec: /^-a$/,
  time: /^-[of]$/,
};

/** Where the command proper begins: behind assignments and wrappers with their options. */
function startOf(words: readonly string[]): number {
  let at = 0;
  while (at < words.length - 1) {
    const word = words[at] ?? '';
    const own = Object.hasOwn(WRAPPERS, word) ? WRAPPERS[word] : undefined;
    if (own !== undefined) {
      const valued = Object.hasOwn(VALUED, word) ? VALUED[word] : undefined;
      for (at++; words[at]?.startsWith('-') === true; at++)
        if (valued?.test(words[at] ?? '') === true) at++;
      at += own;
    } else if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(word)) at++;
    else break;
  }
  return at;
}

/** Words and operators. An operator inside quotes is text. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const operator = /^(?:&&|\|\||\|&|;;|[|;&\n()])/;
  const redirect = /^(?:\d*(?:<<<|<<-?|<|>>|>\||>&?)|&>>?)/;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 8);
    const space = /^(?:[ \t\r]|\\\r?\n)/.exec(rest);
    const found = space === null ? (redirect.exec(rest) ?? operator.exec(rest)) : null;
    if (space !== null) at += space[0].length;
    else if (rest.startsWith('#')) at = endOfLine(text, at);
    else if (found !== null) {
      tokens.push(operatorToken(found[0]));
      at += found[0].length;
    } else {
      const word = wordAt(text, at);
      tokens.push({ kind: 'word', text: word.text });
      at = word.end;
    }
  }
  return tokens;
}

function operatorToken(text: string): Token {
  if (/[<>]/.test(text)) return { kind: 'redirect', text };
  return { kind: text === '|' || text === '|&' ? 'pipe' : 'end', text };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function wordAt(text: string, start: number): { readonly text: string; readonly end: number } {
  let word = '';
  let at = start;
  let quote = '';
  for (; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === "'") {
      if (character === "'") quote = '';
      else word += character;
    } else if (character === '\\' && at + 1 < text.length) {
      const next = text[++at] ?? '';
      // Inside double quotes a backslash only hides the characters that mean something there.
      if (quote === '"' && !/["\\$`\n]/.test(next)) word += character;
      if (next !== '\n') word += next;
    } else if (quote === '"') {
      if (character === '"') quote = '';
      else word += character;
    } else if (character === '"' || character === "'") quote = character;
    else if (/[\s|;&<>()]/.test(character)) break;
    else word += character;
  }
  return { text: word, end: Math.max(at, start + 1) };
}
