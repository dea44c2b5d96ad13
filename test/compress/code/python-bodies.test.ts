import { describe, expect, it } from 'vitest';
import { findBodies } from '../../../src/compress/code/find-bodies.ts';
import { findBodiesOfPython } from '../../../src/compress/code/python-bodies.ts';
import { createSyntaxReader } from '../../../src/engine/read-syntax.ts';
import { KETTLES } from './kettles.ts';

const readSyntax = createSyntaxReader();
const isInstalled = (await readSyntax('a', 'python', () => true)) === true;

const CASES = [
  { what: 'a method', source: KETTLES.python, bodies: [[4, 7]] },
  {
    what: 'parameters on lines of their own',
    source: 'def a(\n    b,\n    c=(1,\n2),\n) -> d:\n    e()\n    f()\n\ng = 1\n',
    bodies: [[5, 6]],
  },
  {
    what: 'strings with lines that stand further left',
    source:
      'async def a():\n    """Says:\n\ndef no(): # "\n    """\n    b = \'(\' + r"\\"[" # (\n    return f"""\n{c}"""\n\nd()\n',
    bodies: [[1, 7]],
  },
  {
    what: 'comments in front, behind and further left',
    source:
      'def a():\n    # first\n    b()\n# left\n    c()\n    # last\n\n# of d\ndef d():\n    e()\n',
    bodies: [
      [2, 5],
      [9, 9],
    ],
  },
  {
    what: 'decorators, functions in functions and on one line',
    source:
      '@a(\n  "b"\n)\ndef c(): return 1\ndef d():\n\tdef e():\n\t\tf()\n\tif g:\n\t\th()\n\treturn e\nclass i:\n\tdef j(self, \\\n\tk):\n\t\tpass\n',
    bodies: [
      [5, 9],
      [13, 13],
    ],
  },
];

describe('findBodiesOfPython', () => {
  it.each(CASES)('$what', ({ source, bodies }) => {
    const found = findBodiesOfPython(source.split('\n'));
    expect(found.bodies.map(({ from, to }) => [from, to])).toEqual(bodies);
    expect(found.broken).toEqual([]);
  });

  it.skipIf(!isInstalled).each(CASES)('as a parser: $what', async ({ source }) => {
    const lines = source.split('\n');
    const tree = await readSyntax(source, 'python', (cursor) => findBodies(cursor, lines));
    expect(findBodiesOfPython(lines)).toEqual(tree);
  });

  it('looks into a long function', () => {
    const inner = Array.from(
      { length: 60 },
      (_, at) => `    def step${at}():\n        a()\n        b()`,
    );
    expect(findBodiesOfPython(`def all():\n${inner.join('\n')}\n`.split('\n')).bodies).toHaveLength(
      60,
    );
  });

  it('goes on with the next function where a bracket is not closed', () => {
    const source = `def a():\n    b((c\n    d()\n\n${KETTLES.python}`;
    expect(findBodiesOfPython(source.split('\n')).bodies.at(-1)).toMatchObject({ from: 8, to: 11 });
  });
});
