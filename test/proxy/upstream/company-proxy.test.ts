import { describe, expect, it } from 'vitest';
import { readCompanyProxy } from '../../../src/proxy/upstream/company-proxy.ts';

describe('the address', () => {
  it.each([
    ['http://proxy.example:3128', false, 'proxy.example', 3128, undefined],
    ['http://proxy.example', false, 'proxy.example', 80, undefined],
    ['https://proxy.example', true, 'proxy.example', 443, undefined],
    ['http://[::1]:8', false, '::1', 8, undefined],
    ['http://me:p%40ss%c3%a9@proxy.example:1', false, 'proxy.example', 1, 'me:p@ssé'],
    ['http://me:%ff%zz@proxy.example:1', false, 'proxy.example', 1, undefined],
  ])('%s', (url, secure, hostname, port, login) => {
    const proxy = readCompanyProxy({ url, except: [] });
    expect(proxy).toMatchObject({ secure, hostname, port });
    if (login !== undefined) {
      const [, code = ''] = proxy.authorization?.split(' ') ?? [];
      expect(Buffer.from(code, 'base64').toString()).toBe(login);
    }
  });
});

describe('what it covers', () => {
  const covers = (rule: string, host: string, port = 443) =>
    readCompanyProxy({ url: 'http://proxy.example', except: [rule] }).covers(host, port);

  it.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('never this machine: %s', (host) => {
    expect(covers('', host)).toBe(false);
  });

  it.each([
    ['*', 'api.example'],
    ['api.example', 'api.example'],
    ['example', 'api.example'],
    ['.example', 'api.example'],
    ['*.example', 'api.example'],
    [' API.Example ', 'api.example'],
    ['api.example:443', 'api.example'],
    ['10.1.2.3', '10.1.2.3'],
    ['10.0.0.0/8', '10.1.2.3'],
    ['fd00::/8', 'fd00::7'],
    ['fd00::7', 'fd00::7'],
    ['[fd00::7]:443', 'fd00::7'],
  ])('not what %s takes out: %s', (rule, host) => {
    expect(covers(rule, host)).toBe(false);
  });

  it.each([
    ['', 'api.example'],
    ['pi.example', 'api.example'],
    ['api.example:8443', 'api.example'],
    ['10.0.0.0/8', '11.1.2.3'],
    ['10.0.0.0/8', 'fd00::7'],
    ['10.0.0.0/99', '10.1.2.3'],
    ['x/8', 'x'],
    [`${':'.repeat(100_000)}!`, 'api.example'],
  ])('everything else: %s leaves %s', (rule, host) => {
    expect(covers(rule, host)).toBe(true);
  });
});
