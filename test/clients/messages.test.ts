import { describe, expect, it } from 'vitest';
import { prefixDifferences } from './messages.ts';

const body = (...messages: string[]): Buffer =>
  Buffer.from(`{"model":"m","tools":[{"name":"a"}],"messages":[${messages.join(',')}]}`);
const said = (text: string): string => `{"role":"user","content":"${text}"}`;

describe('prefixDifferences', () => {
  it('is empty when a request only continues', () => {
    expect(prefixDifferences(body(said('1')), body(said('1'), said('2')))).toEqual([]);
  });

  it('does not mind what the client itself moves', () => {
    const marked = `{"role":"user","content":[{"type":"text","text":"1","cache_control":{"type":"ephemeral"}}]}`;
    expect(prefixDifferences(body(marked), body(said('1'), said('2')))).toEqual([]);
  });

  it('finds a text that changed, also where only its bytes did, and one that is gone', () => {
    expect(prefixDifferences(body(said('1')), body(said('x')))).toEqual(['messages[0]']);
    expect(prefixDifferences(body(said('é')), body(said('\\u00e9')))).toEqual(['messages[0]']);
    expect(prefixDifferences(body(said('1')), body())).toEqual(['messages[0]']);
  });

  it('finds other tools', () => {
    const other = Buffer.from(body().toString().replace('"a"', '"b"'));
    expect(prefixDifferences(body(), other)).toEqual(['tools']);
  });
});
