// Code mode: the tool is given a script that calls `exec_command({cmd: "..."})`, or one of our own tools. Reads the script
// once, from start to end, whatever is in it.

interface Literal {
  readonly text: string;
  /** Where it begins in the script. */
  readonly start: number;
}

const QUOTES = new Set(['"', "'", '`']);
const BEFORE_COMMAND = /(?:\bcmd["']?\s{0,9}[:=]|["']-l?c["']\s{0,9},)\s{0,9}$/;
/** How far in front of a literal the name of what it is may begin. */
const NAME_REACH = 30;

/** The command lines that a script runs; the script itself where no text in it could be one. */
export function commandInScript(script: string): string {
  if (script.includes('headroom_retrieve')) return 'headroom retrieve';
  const literals = readLiterals(script);
  const named = literals.filter(({ start }) =>
    BEFORE_COMMAND.test(script.slice(Math.max(0, start - NAME_REACH), start)),
  );
  // Commands that are made up elsewhere in the script are literals too.
  const commands = (named.length > 0 ? named : literals).map(({ text }) => text);
  return commands.length === 0 ? script : commands.join('\n');
}

function readLiterals(script: string): readonly Literal[] {
  const found: Literal[] = [];
  for (let at = 0; at < script.length; at++) {
    const quote = script[at] ?? '';
    if (!QUOTES.has(quote)) continue;
    const end = endOfLiteral(script, at + 1, quote);
    if (script[end] === quote) found.push({ text: unquoted(script.slice(at + 1, end)), start: at });
    at = end;
  }
  return found;
}

/** The index of the closing quote; of the end of its line, or of the script, where there is none. */
function endOfLiteral(script: string, from: number, quote: string): number {
  for (let at = from; at < script.length; at++) {
    const character = script[at];
    if (character === quote || (character === '\n' && quote !== '`')) return at;
    if (character === '\\') at++;
  }
  return script.length;
}

function unquoted(inner: string): string {
  return inner.replace(/\\(.)/gs, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}
