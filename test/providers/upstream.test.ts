import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { upstreamAt } from '../../src/providers/upstream.ts';

describe('upstreamAt', () => {
  it.each([
    ['https://api.example', '/v1/messages?beta=true', '/v1/messages?beta=true'],
    ['https://api.example/', '/v1/messages', '/v1/messages'],
    ['https://gw.example/llm', '/v1/messages', '/llm/v1/messages'],
    ['https://gw.example/llm///', '/v1/messages', '/llm/v1/messages'],
    ['https://gw.example/a/b', '/', '/a/b/'],
    ['https://api.example/v1', '/v1/chat/completions', '/v1/chat/completions'],
    ['https://api.example/v1/', '/v1?x', '/v1?x'],
    ['https://gw.example/llm/v1', '/v1/chat/completions', '/llm/v1/chat/completions'],
    ['https://api.example/v1', '/chat/completions', '/v1/chat/completions'],
    ['https://api.example/v1', '/v1beta/models', '/v1/v1beta/models'],
    ['https://api.example/v1beta', '/v1beta/models', '/v1beta/models'],
    ['https://api.example/v1', '/v10/x', '/v1/v10/x'],
    ['https://api.example', '//a/../b/%2e%2E/%7Ec;d?e=%20+#f', '//a/../b/%2e%2E/%7Ec;d?e=%20+#f'],
  ])('%s + %s', (base, target, expected) => {
    expect(upstreamAt(base)(target).target).toBe(expected);
  });

  it('knows where to connect and what to call it', () => {
    const at = (base: string) => {
      const { secure, hostname, port, host } = upstreamAt(base)('/');
      return [secure, hostname, port, host];
    };
    expect(at('https://api.example')).toEqual([true, 'api.example', 443, 'api.example']);
    expect(at('http://api.example:80')).toEqual([false, 'api.example', 80, 'api.example']);
    expect(at('http://127.0.0.1:99/x')).toEqual([false, '127.0.0.1', 99, '127.0.0.1:99']);
    expect(at('http://[::1]:99')).toEqual([false, '::1', 99, '[::1]:99']);
  });

  it('never lets a target decide the host or change its own bytes', () => {
    const join = upstreamAt('https://gw.example/llm');
    fc.assert(
      fc.property(fc.string(), (text) => {
        const upstream = join(`/${text}`);
        expect([upstream.hostname, upstream.target]).toEqual(['gw.example', `/llm/${text}`]);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it.each([
    '',
    'api.example',
    'ftp://x',
    'https://user:SECRET@x',
    'https://x?key=SECRET',
    'https://x#SECRET',
  ])('refuses %s without repeating it', (base) => {
    let message = '';
    try {
      upstreamAt(base);
    } catch (error) {
      expect(error).toMatchObject({ code: 'BAD_OPTION' });
      message = String(error);
    }
    expect(message).not.toBe('');
    expect(message).not.toContain('SECRET');
  });
});
