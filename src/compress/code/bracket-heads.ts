// Tells by what stands before a bracket whether it begins the body of a function, and where the signature begins.
import type { Lexis } from './lexis.ts';

/** What a bracket holds: a body, statements under a condition, declarations or values, or part of a head that goes on. */
export type Holder = 'function' | 'block' | 'members' | 'part';

export interface Head {
  readonly text: string;
  /** Of the bracket. */
  readonly at: number;
  /** Where its statement begins. In languages without semicolons it may be an earlier one. */
  readonly statement: number;
  /** Where the parentheses begin that it stands in. */
  readonly inside: number | undefined;
  /** The last parentheses of the statement, if it has any. */
  readonly group: { readonly from: number; readonly to: number } | undefined;
  readonly parent: Holder | undefined;
}

export interface Opened {
  readonly holder: Holder;
  /** Where the signature begins. */
  readonly from: number;
}

type ReadHead = (head: Head, before: string) => Opened;

/** What a bracket begins. */
export function readHead(head: Head, { strings }: Lexis): Opened {
  const from = Math.max(head.statement, head.at - LONGEST_HEAD);
  return READERS[strings](head, head.text.slice(from, head.at));
}

const LONGEST_HEAD = 1_500;
const LONGEST_LAMBDA = 240;

const READERS: Readonly<Record<Lexis['strings'], ReadHead>> = {
  c: readHeadOfC,
  'c-sharp': readHeadOfClass,
  java: readHeadOfClass,
  rust: readHeadOfRust,
  script: readHeadOfScript,
  go: readHeadOfGo,
};

/** What may be before parentheses and is no function. */
const CONTROL = /\b(?:if|for|while|switch|catch|with|await|return)\s*$/;
const CONTROL_OF_C = /\b(?:if|for|while|switch|(?:__)?catch|return|constexpr|requires)\s*$/;
const CONTROL_OF_CLASS =
  /\b(?:if|for|foreach|while|switch|catch|return|when|synchronized|try|using|lock|fixed)\s*$/;
const BLOCK =
  /(?:^|[\s})])(?:else|try|finally|do|loop|unsafe|checked|unchecked|then|select|defer)\s*$/;
/** Behind these a type or a value begins. */
const GOES_ON = /(?:[:|&<,(]|\b(?:readonly|extends))\s*$/;

function readHeadOfScript(head: Head, before: string): Opened {
  const { text, at, group, parent } = head;
  if (/=>\s*$/.test(before)) {
    const isTyped = group !== undefined && /^(?:\s*:[^;{}]{0,300})?\s*=>\s*$/.test(behind(head));
    return { holder: 'function', from: isTyped ? group.from : at };
  }
  if (GOES_ON.test(before)) return { holder: 'part', from: at };
  if (group === undefined || !RESULT.test(behind(head))) return plain(head, before);
  const lead = text.slice(Math.max(startOfLine(text, group.from), head.statement), group.from);
  if (parent !== 'members' && CONTROL.test(lead)) return block(at);
  const isFunction = /\bfunction\b/.test(lead);
  if (!isFunction && /\bclass\s/.test(lead)) return { holder: 'members', from: at };
  return isFunction || (hasMembers(parent) && METHOD.test(lead))
    ? { holder: 'function', from: startOfGenerics(text, group.from) }
    : block(at);
}

/** What is left of its type behind the parameters, or behind the last parentheses in it. */
const RESULT = /^\s*(?:(?:[:|&>[]|=>)[^;={}]{0,300})?$/;

/** A name, or what is computed to be one. */
const METHOD = /[\w$\])>"']\s*$|^\s*$/;

/** Lines that only close type parameters belong to the line that opens them. */
function startOfGenerics(text: string, from: number): number {
  let start = startOfLine(text, from);
  for (let up = 0; up < MOST_GENERICS && /^\s*>/.test(text.slice(start, from)); up++) {
    const above = Math.max(0, start - LONGEST_HEAD);
    const opened = text.slice(above, start).lastIndexOf('<\n');
    if (opened === -1) return from;
    start = startOfLine(text, above + opened);
  }
  return start;
}

const MOST_GENERICS = 2;

function readHeadOfGo(head: Head, before: string): Opened {
  const { at } = head;
  if (/\b(?:struct|interface)$/.test(before)) return { holder: 'part', from: at };
  const from = at - before.length;
  const named = before.lastIndexOf('\nfunc ');
  if (named !== -1 || before.startsWith('func '))
    return { holder: 'function', from: from + named + 1 };
  const literal = /\bfunc\s?\([^{}\n]*$/.exec(before);
  if (literal !== null) return { holder: 'function', from: from + literal.index };
  return /\b(?:struct|interface) $/.test(before) ? { holder: 'members', from: at } : block(at);
}

function readHeadOfRust(head: Head, before: string): Opened {
  const { text, at } = head;
  const named = before.search(/\bfn\s+\w/);
  if (named !== -1) {
    const start = at - before.length + named;
    // A parameter may be taken apart.
    if (head.inside !== undefined && head.inside > start) return { holder: 'part', from: at };
    return { holder: 'function', from: startOfLine(text, start) };
  }
  if (/\|[^|{};]{0,160}\|\s*(?:->[^|{};]{1,80})?$/.test(before.slice(-LONGEST_LAMBDA))) {
    return { holder: 'function', from: at };
  }
  return /\b(?:impl|mod|trait|struct|enum|union|extern|macro_rules)\b/.test(before)
    ? { holder: 'members', from: at }
    : block(at);
}

/** Java and C#. */
function readHeadOfClass(head: Head, before: string): Opened {
  const { text, at, statement, group, parent } = head;
  if (/[-=]>\s*$/.test(before)) {
    if (/^\s*(?:case|default)\b/.test(before)) return block(at);
    const isTyped = group !== undefined && /^\s*[-=]>\s*$/.test(behind(head));
    return { holder: 'function', from: isTyped ? group.from : at };
  }
  const isAccessor = /^(?:\w+\s+){0,2}(?:static|get|set|init|add|remove)\s*$/.test(before);
  if (isAccessor && hasMembers(parent)) return { holder: 'function', from: statement };
  const tail = behind(head);
  if (group === undefined || !/^\s*(?:(?:throws|where)\b[^(){};=]*)?$/.test(tail))
    return plain(head, before);
  const lead = text.slice(Math.max(statement, group.from - LONGEST_HEAD), group.from);
  if (CONTROL_OF_CLASS.test(lead)) return block(at);
  if (
    /\bnew\s[^(){};=]*$|\b(?:class|record|struct|interface|enum)\s+[\w<>, ]+$|^[A-Z][A-Z\d_]+$/.test(
      lead,
    )
  )
    return { holder: 'members', from: at };
  return hasMembers(parent) && /[\w>\]]\s*$/.test(lead)
    ? { holder: 'function', from: startOfHead(head) }
    : block(at);
}

/** What stands above a signature and is a line of its own. */
const TEMPLATE = /^(?:template\s*<[^{};]{0,600}?>\s*?\n\s*)+/;
const LABEL =
  /^(?:(?:public|private|protected|default|signals|slots|\w*_SLOTS)\s*)+:(?!:)\s*(?:\/\/[^\n]*\s*)*/;

/** Comments and directives between a head and its bracket. */
const NOTES = /\/\/.*|^[ \t]*#.*/gm;
const TYPE = /\b(?:class|struct|union|enum|namespace)\b/;

/** C and C++. */
function readHeadOfC(head: Head, before: string): Opened {
  const { text, at, statement, group, parent } = head;
  if (isLambda(before.slice(-LONGEST_LAMBDA)))
    return { holder: 'function', from: group?.from ?? at };
  const isInitialised = /\)\s*(?:noexcept\s*)?:\s*[A-Za-z_]/.test(before);
  if (isInitialised && /[\w>]$/.test(before)) return { holder: 'part', from: at };
  const tail = isInitialised ? '' : behind(head).replace(NOTES, '');
  if (group === undefined || !/^[\w\s:<>&*,-]*$/.test(tail)) return plain(head, before);
  const lead = text.slice(Math.max(statement, group.from - LONGEST_HEAD), group.from);
  if (
    /^(?:inline )?namespace\b/.test(lead) ||
    TYPE.test(tail) ||
    (/[>,]/.test(tail) && TYPE.test(lead))
  )
    return { holder: 'members', from: at };
  if (CONTROL_OF_C.test(lead) || /^(?:case|else)\b/.test(lead)) return block(at);
  const label = LABEL.exec(before)?.[0].length ?? 0;
  const isFunction = hasMembers(parent) || isFirstColumn(text, statement + label);
  if (!isFunction || !/[\w>)\]=+*/%&|^!<~-]\s*$/.test(lead)) return block(at);
  const start = Math.max(startOfHead(head), statement + label);
  return {
    holder: 'function',
    from: start + (TEMPLATE.exec(text.slice(start, at))?.[0].length ?? 0),
  };
}

/** "[&](int water) mutable -> int". */
function isLambda(before: string): boolean {
  return /\[[^[\]]*\]\s*(?:\([^{};]*\)\s*(?:(?:mutable|noexcept|constexpr)\s*)*(?:->[^(){};]*)?)?$/.test(
    before,
  );
}

/** Neither a name nor parentheses stand right before it: a type, a list of values, or a block. */
function plain({ at, parent }: Head, before: string): Opened {
  if (BLOCK.test(before)) return block(at);
  const isBare = before === '' || /^\w+\s*:\s*$/.test(before);
  return isBare && !hasMembers(parent) ? block(at) : { holder: 'members', from: at };
}

function block(at: number): Opened {
  return { holder: 'block', from: at };
}

/** Where functions may be declared. At the top of a text they may as well: it may be part of a class. */
function hasMembers(parent: Holder | undefined): boolean {
  return parent === undefined || parent === 'members' || parent === 'part';
}

function behind({ text, at, group }: Head): string {
  return group === undefined ? '' : text.slice(group.to + 1, Math.min(at, group.to + LONGEST_HEAD));
}

/** A line of blanks or the end of a comment parts the signature from what has no semicolon before it. */
function startOfHead({ text, statement, group }: Head): number {
  const end = group?.from ?? statement;
  const before = text.slice(Math.max(statement, end - LONGEST_HEAD), end);
  const parted = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('*/\n'));
  if (parted === -1) return statement;
  const start = end - before.length + parted + 2;
  return start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
}

/** Of a line that is longer than any head only the end is looked at. */
function startOfLine(text: string, at: number): number {
  const from = Math.max(0, at - LONGEST_HEAD);
  return from + text.slice(from, at).lastIndexOf('\n') + 1;
}

function isFirstColumn(text: string, at: number): boolean {
  return at === 0 || text.charCodeAt(at - 1) === 10;
}
