import { describe, expect, it } from 'vitest';
import { findBodies } from '../../../src/compress/code/find-bodies.ts';
import { findBodiesByIndent } from '../../../src/compress/code/indent-bodies.ts';
import type { CodeLanguage } from '../../../src/compress/code/syntax.ts';
import { createSyntaxReader } from '../../../src/engine/read-syntax.ts';
import { KETTLES } from './kettles.ts';

const readSyntax = createSyntaxReader();
const isInstalled = (await readSyntax('a', 'go', () => true)) === true;

/** Each body as its lines. */
async function bodiesOf(source: string, language: CodeLanguage): Promise<string[]> {
  const lines = source.split('\n');
  const found = await readSyntax(source, language, (cursor) => findBodies(cursor, lines));
  return (found?.bodies ?? []).map(({ from, to }) => lines.slice(from, to + 1).join('\n'));
}

describe.skipIf(!isInstalled)('findBodies', () => {
  it.each(Object.keys(KETTLES) as CodeLanguage[])('%s', async (language) => {
    const [body = '', ...others] = await bodiesOf(KETTLES[language], language);
    expect(others).toEqual([]);
    expect(body.split('\n').length).toBeGreaterThanOrEqual(4);
    expect(body).toMatch(/^\s+\S*heat\b|^\s+(?:let|int|var) heat/);
    expect(body.toLowerCase()).toContain('secret');
    expect(body).not.toMatch(/[bB]oil|[Kk]ettle|^\s*\}|\n\s*(?:\}|end)$/);
  });

  it('looks into a function that holds a whole module', async () => {
    const inner = Array.from({ length: 40 }, (_, at) => {
      return `  function step${at}() {\n    one();\n    two();\n    three();\n  }`;
    });
    const bodies = await bodiesOf(`(function () {\n${inner.join('\n')}\n})();`, 'javascript');
    expect(bodies).toHaveLength(40);
  });

  it('reports what does not parse, and finds the rest', async () => {
    const source = `${KETTLES.typescript}\nclass ] {{ oh;\n${KETTLES.typescript}`;
    const lines = source.split('\n');
    const found = await readSyntax(source, 'typescript', (cursor) => findBodies(cursor, lines));
    expect(found?.broken.length).toBeGreaterThan(0);
    expect(found?.bodies.length).toBeGreaterThan(0);
  });

  it('goes through deep nesting', async () => {
    expect(await bodiesOf('('.repeat(20_000), 'javascript')).toEqual([]);
  });
});

describe('findBodiesByIndent', () => {
  it.each([
    'cpp',
    'go',
    'java',
    'javascript',
    'php',
    'python',
    'ruby',
    'rust',
    'typescript',
  ] as const)('%s', (language) => {
    const lines = KETTLES[language].split('\n');
    const bodies = findBodiesByIndent(lines, { from: 0, to: lines.length - 1 });
    const texts = bodies.map(({ from, to }) => lines.slice(from, to + 1).join('\n'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('secret');
    expect(texts[0]).not.toMatch(/[bB]oil/);
  });
});
