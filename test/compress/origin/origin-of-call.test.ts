import { describe, expect, test } from 'vitest';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';

describe('tools', () => {
  test.each([
    ['Read', { file_path: '/p/src/app.ts' }, 'file-read', true],
    ['read', { filePath: 'src/app.ts' }, 'file-read', true],
    ['view', { path: 'src/app.ts' }, 'file-read', true],
    ['read_file', { absolute_path: '/p/a.py' }, 'file-read', true],
    ['ReadFile', { path: 'a.py' }, 'file-read', true],
    ['mcp__filesystem__read_text_file', { path: 'a.py' }, 'file-read', true],
    ['str_replace_based_edit_tool', { command: 'view', path: 'a.py' }, 'file-read', true],
    ['str_replace_based_edit_tool', { command: 'create', path: 'a.py' }, 'edit', true],
    ['memory', { command: 'view', path: '/memories/rules.md' }, 'file-read', true],
    ['memory', { command: 'str_replace', path: '/memories/rules.md' }, 'edit', true],
    ['memory', { query: 'rules' }, 'other', false],
    ['Read', { file_path: '/var/log/app/today.txt' }, 'file-read', false],
    ['Read', { file_path: 'runs/raw.csv' }, 'file-read', false],
    ['Read', { file_path: 'package-lock.json' }, 'file-read', false],
    ['Read', { file_path: '.playwright-mcp/page-1.yml' }, 'file-read', false],
    ['Read', { file_path: 'package.json' }, 'file-read', true],
    ['Read', { file_path: '/p/Cargo.lock' }, 'file-read', false],
    ['Read', { file_path: 'dist/app.min.js' }, 'file-read', false],
    ['Read', { file_path: 'CHANGELOG.md' }, 'file-read', false],
    ['Read', { file_path: 'src/changes.ts' }, 'file-read', true],
    ['Read', { file_path: '.env' }, 'file-read', true],
    ['Read', { file_path: 'docs/CLAUDE.md' }, 'skill', true],
    ['Skill', { skill: 'deploy' }, 'skill', true],
    ['Edit', { file_path: 'a.ts' }, 'edit', true],
    ['apply_patch', {}, 'edit', true],
    ['Grep', { pattern: 'x', path: 'src' }, 'search', false],
    ['grep_search', { query: 'x' }, 'search', false],
    ['Glob', { pattern: '**/*.ts' }, 'listing', false],
    ['list_directory', { path: '.' }, 'listing', false],
    ['WebFetch', { url: 'http://localhost' }, 'fetch', false],
    ['mcp__headroom__headroom_retrieve', { handle: 'abc' }, 'retrieval', true],
    ['headroom_retrieve', {}, 'retrieval', true],
    ['headroom_headroom_retrieve', {}, 'retrieval', true],
    ['mcp__github__list_issues', {}, 'other', false],
    ['BashOutput', { bash_id: '1' }, 'shell', false],
  ])('%s %j', (tool, input, use, exact) => {
    expect(originOf(tool, input)).toMatchObject({ use, exact });
  });

  test('what is fetched is named by its address, without a question', () => {
    expect(originOf('WebFetch', { url: 'https://a.example/x.json?y=1#z' })).toMatchObject({
      path: 'https://a.example/x.json',
    });
  });

  test('no tool, no input', () => {
    expect(originOf()).toEqual({ use: 'other', exact: false });
    expect(originOf('Bash')).toEqual({ use: 'shell', exact: false });
    expect(originOf('Read')).toEqual({ use: 'file-read', exact: true });
  });
});
