// Every compressor that the router knows goes through the same suite.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { ContentKind } from '../../src/compress/compressor.ts';
import { COMPRESSORS } from '../../src/compress/router.ts';
import { testCompressor, type Fixture } from './testing-compressor.ts';

const CONTENT = fileURLToPath(new URL('../fixtures/content', import.meta.url));

/** Which recorded texts a compressor is tried on: folders of test/fixtures/content. */
const FIXTURES: Readonly<Record<string, readonly [kind: ContentKind, ...folders: string[]]>> = {
  terminal: ['log', 'terminal'],
  gutter: ['code', 'code'],
  json: ['json', 'json'],
  'json-compact': ['json', 'json'],
  'json-rows': ['json', 'json'],
  search: ['search', 'search'],
  'search-select': ['search', 'search'],
  'rg-json': ['json', 'json'],
  'listing-select': ['listing', 'listing'],
  blame: ['diff', 'diff'],
  'git-short': ['diff', 'diff'],
  'git-status': ['diff', 'diff'],
  'blame-select': ['diff', 'diff'],
  'diff-select': ['diff', 'diff'],
  listing: ['listing', 'listing'],
  'log-short': ['log', 'log'],
  'log-select': ['log', 'log'],
  'code-select': ['code', 'source'],
  'html-text': ['html', 'html'],
  'page-short': ['page', 'page'],
  'page-select': ['page', 'page'],
  'xml-short': ['xml', 'xml'],
  'xml-select': ['xml', 'xml'],
  lockfile: ['config', 'lockfile'],
  blob: ['text', 'blob'],
  minified: ['code', 'minified'],
  table: ['table', 'table'],
  'table-plain': ['table', 'table'],
  'table-rows': ['table', 'table'],
  'text-select': ['prose', 'prose'],
};

it('every compressor has fixtures', () => {
  expect(
    COMPRESSORS.map(({ name }) => name).filter((name) => FIXTURES[name] === undefined),
  ).toEqual([]);
});

for (const compressor of COMPRESSORS) {
  const [kind, ...folders] = FIXTURES[compressor.name] ?? ['text'];
  testCompressor(compressor, { kind, fixtures: folders.flatMap(textsIn) });
}

function textsIn(folder: string): readonly Fixture[] {
  return readdirSync(join(CONTENT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map(({ name }) => ({
      name: `${folder}/${name}`,
      text: readFileSync(join(CONTENT, folder, name), 'utf8'),
    }));
}
