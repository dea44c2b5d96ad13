import { expect, it } from 'vitest';
import { retrievalWay } from '../../src/wire/tool-names.ts';

it.each([
  'headroom_retrieve',
  'mcp__headroom__headroom_retrieve',
  'headroom-headroom_retrieve',
  'headroom_headroom_retrieve',
])('%s is our own tool, whatever else there is', (name) => {
  expect(retrievalWay(['Bash', name, 'Read'])).toBe('mcp');
});

it.each(['Bash', 'bash', 'shell', 'exec_command', 'run_shell_command', 'exec', 'local_shell'])(
  '%s is a shell',
  (name) => {
    expect(retrievalWay(['Read', name])).toBe('shell');
  },
);

it.each([
  'headroom_retrieve_all',
  'notheadroom_retrieve',
  'headroom_compress',
  'BASH',
  'bash_output',
  'powershell_help',
])('%s is neither', (name) => {
  expect(retrievalWay([name])).toBe('none');
});

it('no tools, no way', () => {
  expect(retrievalWay([])).toBe('none');
});
