import { describe, expect, it } from 'vitest';
import { priceTable } from '../../src/config/parse-prices.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

describe('prices that a user has set', () => {
  it('take the input price for what a cache does when nothing else is said', () => {
    expect(priceTable('{"m":{"input":2,"output":8,"cacheRead":0.5}}')).toEqual({
      value: { m: { input: 2, output: 8, cacheRead: 0.5, cacheWrite5m: 2, cacheWrite1h: 2 } },
    });
    expect(priceTable('{}')).toEqual({ value: {} });
  });

  it.each([
    '{"m":{"input":2}}',
    '{"m":{"input":"2","output":1}}',
    '{"m":{"input":-1,"output":1}}',
    '{"m":{"input":1,"output":1,"cached":1}}',
    '{"m":null}',
    '{"m":5}',
  ])('are refused with the model that is wrong: %s', (text) => {
    expect(priceTable(text)).toMatchObject({ problem: expect.stringContaining('"m" needs') });
  });

  it.each(['[]', 'null', '{', '3'])('are refused when they are no table: %s', (text) => {
    expect(priceTable(text)).toMatchObject({ problem: expect.stringContaining('JSON object') });
  });

  it('are set, kept as JSON in the file, and shown', async () => {
    const { headroomHome, project } = temporaryHome();
    const options = { env: { HEADROOM_HOME: headroomHome }, cwd: project };
    const set = ['config', 'set', 'prices', '{"house":{"input":1,"output":2}}'];
    expect((await runCommand(set, options)).stderr).toBe('');
    const { stdout } = await runCommand(['config', 'get', 'prices'], options);
    expect(JSON.parse(stdout)).toMatchObject({ house: { input: 1, cacheRead: 1 } });
  });
});
