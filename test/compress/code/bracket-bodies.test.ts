import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findBodiesByBrackets } from '../../../src/compress/code/bracket-bodies.ts';
import { findBodies, type FoundBodies } from '../../../src/compress/code/find-bodies.ts';
import { lexisOf, type Lexis } from '../../../src/compress/code/lexis.ts';
import type { CodeLanguage } from '../../../src/compress/code/syntax.ts';
import { createSyntaxReader } from '../../../src/engine/read-syntax.ts';
import { KETTLES } from './kettles.ts';
import { TRICKY } from './tricky-heads.ts';

const readSyntax = createSyntaxReader();
const isInstalled = (await readSyntax('a', 'go', () => true)) === true;

function lexis(language: CodeLanguage): Lexis {
  const found = lexisOf(language);
  if (found === undefined) throw new Error(`${language} has no brackets`);
  return found;
}

function read(source: string, language: CodeLanguage): FoundBodies {
  return findBodiesByBrackets(source.split('\n'), lexis(language));
}

/** Each body as its lines. */
function bodiesOf(source: string, language: CodeLanguage): string[] {
  const lines = source.split('\n');
  return read(source, language).bodies.map(({ from, to }) => lines.slice(from, to + 1).join('\n'));
}

const LANGUAGES = (Object.keys(KETTLES) as CodeLanguage[]).filter((name) => lexisOf(name));

describe('findBodiesByBrackets', () => {
  it.each(LANGUAGES)('%s', (language) => {
    const [body = '', ...others] = bodiesOf(KETTLES[language], language);
    expect(others).toEqual([]);
    expect(body).toMatch(/^\s+\S*heat\b|^\s+(?:let|int|var) heat/);
    expect(body).toContain('secret');
    expect(body).not.toMatch(/[bB]oil|[Kk]ettle|^\s*\}|\n\s*\}$/);
  });

  it.each(TRICKY)('$language: $what', ({ language, source, signatures }) => {
    const lines = source.split('\n');
    const found = read(source, language);
    expect(found.bodies.map(({ head }) => (lines[head] ?? '').trim())).toEqual(signatures);
    for (const { from, to } of found.bodies) {
      expect(lines.slice(from, to + 1).join('\n')).toMatch(/^\s*fold/);
      expect(lines[to + 1]).toMatch(/^\s*\}/);
    }
  });

  it('looks into a function that holds a whole module', () => {
    const inner = Array.from({ length: 40 }, (_, at) => {
      return `  function step${at}() {\n    if (one) {\n      two();\n    }\n  }`;
    });
    expect(bodiesOf(`(function () {\n${inner.join('\n')}\n})();`, 'javascript')).toHaveLength(40);
  });

  it('goes on behind a bracket too many', () => {
    const source = `${KETTLES.java}}\n}\n${KETTLES.java}`;
    expect(bodiesOf(source, 'java')).toHaveLength(2);
  });

  it('reports a function that does not end, and finds those behind it', () => {
    const { bodies, broken } = read(`int open() {\n  if (a) {\n}\n\n${KETTLES.cpp}`, 'cpp');
    expect(bodies).toHaveLength(1);
    expect(broken).toMatchObject([{ from: 0 }]);
  });

  it.each([
    ['brackets', '{'.repeat(200_000)],
    ['parentheses', '('.repeat(200_000)],
    ['quotes', `"\\"'\``.repeat(50_000)],
    ['comments', '/*/'.repeat(70_000)],
    ['slashes', '(/[('.repeat(50_000)],
    ['type parameters', '>(a) {\n'.repeat(50_000)],
    ['branches', '#if A\n{\n#else\n'.repeat(20_000)],
  ])('takes no longer for a text of nothing but %s', (_, text) => {
    for (const language of LANGUAGES) expect(read(text, language).bodies).toEqual([]);
  });
});

describe.skipIf(!isInstalled)('beside a parser', () => {
  const folder = new URL('../../../src/compress/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((name) => name.endsWith('.ts'));

  it('finds the same bodies in the files of this room', async () => {
    expect(sources.length).toBeGreaterThan(50);
    for (const name of sources) {
      const source = readFileSync(new URL(name, folder), 'utf8');
      const lines = source.split('\n');
      const tree = await readSyntax(source, 'typescript', (cursor) => findBodies(cursor, lines));
      expect({ name, ...read(source, 'typescript') }).toEqual({ name, ...tree });
    }
  });
});
