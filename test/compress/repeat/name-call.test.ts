import { describe, expect, it } from 'vitest';
import { nameCall } from '../../../src/compress/repeat/name-call.ts';

describe('nameCall', () => {
  it.each([
    ['Read', { file_path: '/app/src/main.ts' }, 'Read /app/src/main.ts'],
    [
      'Read',
      { file_path: 'src/main.ts', offset: 10, limit: 40 },
      'Read src/main.ts (offset 10, limit 40)',
    ],
    ['Bash', { command: 'npm test', description: 'Run the tests', timeout: 9 }, 'Bash npm test'],
    [
      'exec_command',
      { cmd: 'sed -n 1,40p a.ts', workdir: '/app' },
      'exec_command sed -n 1,40p a.ts',
    ],
    ['Grep', { pattern: 'a  b\nc', path: 'src' }, 'Grep src (pattern a b c)'],
    ['mcp__db__query', { sql: 'select 1' }, 'mcp__db__query (sql select 1)'],
  ])('%s %j', (tool, input, name) => {
    expect(nameCall(tool, JSON.stringify(input))).toBe(name);
  });

  it('no input, or one that is not JSON: the tool alone', () => {
    expect(nameCall('Status', undefined)).toBe('Status');
    expect(nameCall('Status', '{"a":')).toBe('Status');
  });

  it('a long name keeps its head and its end', () => {
    const name = nameCall('Read', JSON.stringify({ file_path: `/${'deep/'.repeat(60)}main.ts` }));
    expect(name).toHaveLength(100);
    expect(name.endsWith('/main.ts')).toBe(true);
  });
});
