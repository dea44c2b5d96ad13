import { describe, expect, it } from 'vitest';
import { codeSelect } from '../../../src/compress/code/code-select.ts';
import type { Compressed, CompressContext } from '../../../src/compress/compressor.ts';
import { createSyntaxReader } from '../../../src/engine/read-syntax.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const NAMES = Array.from({ length: 40 }, (_, at) => `${at % 2 === 0 ? 'heat' : 'pour'}Step${at}`);
const SOURCE = [
  `import { report } from './report.ts';`,
  '',
  '/** What is in the kettle. */',
  'export interface Water {',
  '  readonly millilitres: number;',
  '}',
  '',
  ...NAMES.flatMap((name, at) => [
    `/** Does step ${at}. */`,
    `export function ${name}(water: Water): number {`,
    `  const amount = water.millilitres * ${at};`,
    `  if (amount > ${at}00) report('overflow${at}');`,
    `  for (let drop = 0; drop < amount; drop++) report(String(drop));`,
    `  return amount + ${at};`,
    '}',
    '',
  ]),
].join('\n');

const RUBY = [
  "require 'report'",
  '',
  '# What is in the kettle.',
  'class Water',
  '  attr_reader :millilitres',
  'end',
  '',
  ...NAMES.flatMap((name, at) => [
    `# Does step ${at}.`,
    `def ${name}(water)`,
    `  amount = water.millilitres * ${at}`,
    `  if (amount > ${at}00) report('overflow${at}') end`,
    '  amount.times { |drop| report(drop.to_s) }',
    `  amount + ${at}`,
    'end',
    '',
  ]),
].join('\n');

async function fold(
  text: string,
  question?: string,
  about: Partial<CompressContext> = {},
): Promise<Compressed | undefined> {
  const context = contextFor('code', { budgetTokens: 1_300, question, ...about });
  return codeSelect.compress(text, context);
}

describe.each([
  { how: 'by brackets', source: SOURCE, about: {} },
  { how: 'with a parser', source: RUBY, about: { readSyntax: createSyntaxReader() } },
  { how: 'by indentation', source: RUBY, about: {} },
])('codeSelect $how', ({ source, about }) => {
  it('keeps imports, types and signatures', async () => {
    const { text = '' } = (await fold(source, undefined, about)) ?? {};
    expect(text).toMatch(/^(?:import \{|require ').*report/);
    expect(text).toContain('millilitres');
    for (const name of NAMES) expect(text).toMatch(new RegExp(`^.* ${name}\\(`, 'm'));
    expect(estimateTokens(text)).toBeLessThan(1_500);
  });

  it('keeps the body that was asked for', async () => {
    const question = 'when does the function pourStep17 report an overflow?';
    const { text = '' } = (await fold(source, question, about)) ?? {};
    expect(text).toContain(`if (amount > 1700) report('overflow17')`);
    expect(text).not.toContain(`report('overflow22')`);
  });

  it('says which lines are missing', async () => {
    const { text = '', lost = [] } = (await fold(source, undefined, about)) ?? {};
    const lines = source.split('\n');
    const missing = lost.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    const kept = text.split('\n').filter((line) => !line.startsWith('[… '));
    expect(kept.length + missing).toBe(lines.length);
    for (const { from, to } of lost) {
      expect(lines.slice(from - 1, to).join('\n')).not.toMatch(/Step\d+\(/);
    }
  });
});

describe('codeSelect', () => {
  it('keeps the first lines, which say what a file is', async () => {
    const banner = '/*!\n * Kettle v4.2.1\n * Free to boil.\n */\n';
    const context = contextFor('code', { budgetTokens: 300 });
    const compressed = await codeSelect.compress(banner + SOURCE, {
      ...context,
      readSyntax: createSyntaxReader(),
    });
    expect(compressed?.text).toContain('Kettle v4.2.1');
  });

  it('keeps the numbers of a numbered file, narrow', async () => {
    const numbered = SOURCE.split('\n').map((line, at) => `${String(at + 1).padStart(6)}→${line}`);
    const { text = '' } = (await fold(numbered.join('\n'))) ?? {};
    expect(text).toContain(`9\texport function heatStep0(`);
    expect(text).toMatch(/\n…\n/);
  });

  it('goes file by file through a dump', async () => {
    const files = ['a.ts', 'b.ts', 'c.ts'].map((name) => `==> src/${name} <==\n${SOURCE}\n`);
    const { text = '' } = (await fold(files.join('\n'), 'what does c.ts import?')) ?? {};
    for (const name of ['a', 'b', 'c']) expect(text).toContain(`==> src/${name}.ts <==`);
  });

  it('folds what is no language it knows by indentation', async () => {
    const method = (at: number): string =>
      `  fun step${at}(water: Int): Int {\n    val amount = water\n    report(amount)\n    report(water)\n    return ${at}\n  }\n`;
    const source = `import tea.Water;\n\nclass Kettle {\n${Array.from({ length: 90 }, (_, at) => method(at)).join('\n')}\n}\n`;
    const about = { toolInput: { url: 'https://tea.example/Kettle.java' } };
    const { text = '' } = (await fold(source, undefined, about)) ?? {};
    expect(text).toContain('fun step89(water: Int): Int {');
    expect(text).not.toContain('report(water)');
  });

  it('has nothing to offer for code without functions', async () => {
    expect(await fold('const a = 1;\n'.repeat(600))).toBeUndefined();
  });
});
