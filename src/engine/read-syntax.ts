// Loads grammars when code is first folded, and lends syntax trees. The packages are optional: without them nothing is lent.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CodeLanguage, ReadSyntax } from '../compress/code/syntax.ts';

type TreeSitter = typeof import('web-tree-sitter');
type Tree = InstanceType<TreeSitter['Tree']>;
type TreeCursor = InstanceType<TreeSitter['TreeCursor']>;
type Grammar = InstanceType<TreeSitter['Language']>;

/** A reader of syntax trees. Loads nothing before it is used. */
export function createSyntaxReader(): ReadSyntax {
  const grammars = new Map<CodeLanguage, Promise<Grammar | undefined>>();
  let library: Promise<TreeSitter | undefined> | undefined;
  return async (source, language, read) => {
    const treeSitter = await (library ??= loadLibrary());
    if (treeSitter === undefined) return undefined;
    const loading = grammars.get(language) ?? loadGrammar(treeSitter, language);
    grammars.set(language, loading);
    const grammar = await loading;
    return grammar && parse({ treeSitter, grammar, source }, read);
  };
}

async function loadLibrary(): Promise<TreeSitter | undefined> {
  try {
    const treeSitter = await import('web-tree-sitter');
    await treeSitter.Parser.init();
    return treeSitter;
  } catch (error) {
    return whenMissing(error);
  }
}

async function loadGrammar(
  treeSitter: TreeSitter,
  language: CodeLanguage,
): Promise<Grammar | undefined> {
  try {
    const main = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm');
    return await treeSitter.Language.load(join(dirname(main), `tree-sitter-${language}.wasm`));
  } catch (error) {
    return whenMissing(error);
  }
}

const MISSING = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ENOENT']);

function whenMissing(error: unknown): undefined {
  if (error instanceof Error && MISSING.has((error as NodeJS.ErrnoException).code ?? '')) {
    return undefined;
  }
  throw error;
}

/** The parser reports its progress about every hundred steps; one that gets nowhere asks far more often than the text is long. */
const REPORTS_PER_CHARACTER = 0.5;
const LEAST_REPORTS = 5_000;

function parse<Reading>(
  from: { readonly treeSitter: TreeSitter; readonly grammar: Grammar; readonly source: string },
  read: (cursor: Parameters<Parameters<ReadSyntax>[2]>[0]) => Reading,
): Reading | undefined {
  const { source } = from;
  const parser = new from.treeSitter.Parser();
  let left = LEAST_REPORTS + source.length * REPORTS_PER_CHARACTER;
  const progressCallback = (): boolean => --left < 0;
  parser.setLanguage(from.grammar);
  let tree: Tree | null = null;
  let cursor: TreeCursor | undefined;
  try {
    tree = parser.parse(source, null, { progressCallback });
    cursor = tree?.walk();
    return cursor === undefined ? undefined : read(cursor);
  } finally {
    // The memory of the parser is not collected.
    cursor?.delete();
    tree?.delete();
    parser.delete();
  }
}
