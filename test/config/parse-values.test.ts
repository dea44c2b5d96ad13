import { describe, expect, it } from 'vitest';
import { proxyUrl } from '../../src/config/parse-values.ts';

describe('the address of an HTTP proxy', () => {
  it.each([
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['https://ann:secret@proxy.example', 'https://ann:secret@proxy.example'],
    ['proxy.example:3128', 'http://proxy.example:3128'],
    ['127.0.0.1:3128', 'http://127.0.0.1:3128'],
  ])('%s', (text, value) => {
    expect(proxyUrl(text)).toEqual({ value });
  });

  it('of another kind is left to the other programs that the variable is for', () => {
    expect(proxyUrl('socks5h://127.0.0.1:1080')).toEqual({ value: undefined });
  });

  it.each([
    'ftp://proxy.example',
    'httpsx://proxy.example',
    'http://',
    'a b',
    'http://ann:secret@',
  ])('%s is none, and is not repeated', (text) => {
    expect(proxyUrl(text)).toEqual({ problem: expect.not.stringContaining('secret') as string });
  });
});
