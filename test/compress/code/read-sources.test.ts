import { describe, expect, it } from 'vitest';
import { readSources } from '../../../src/compress/code/read-sources.ts';
import { contextFor } from '../context-for.ts';
import { KETTLES } from './kettles.ts';

function languages(text: string, toolInput?: Readonly<Record<string, unknown>>): unknown[] {
  return readSources(text.split('\n'), contextFor('code', toolInput && { toolInput })).map(
    ({ language }) => language,
  );
}

describe('readSources', () => {
  it.each([
    [{ file_path: 'src/kettle.rs' }, 'rust'],
    [{ url: 'https://x.test/raw/kettle.py?plain=1' }, 'python'],
    [{ command: 'curl -s https://x.test/kettle.go | head -500' }, 'go'],
    [{ file_path: 'notes' }, undefined],
  ])('knows the language by the call: %j', (toolInput, language) => {
    expect(languages('x', toolInput)).toEqual([language]);
  });

  it.each(['cpp', 'go', 'java', 'python', 'rust'] as const)('knows %s by its look', (language) => {
    expect(languages(KETTLES[language].repeat(3))).toEqual([language]);
  });

  it.each([
    '==> src/a.go <==',
    '--- src/a.go ---',
    '// File: src/a.go',
    '<file path="src/a.go">',
    '## src/a.go',
    'File: a.go',
  ])('cuts a dump at %s', (heading) => {
    const text = `${heading}\npackage a\n\n${heading.replace('.go', '.py')}\nimport a`;
    expect(languages(text)).toEqual(['go', 'python']);
  });
});
