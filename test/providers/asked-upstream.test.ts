import { describe, expect, it } from 'vitest';
import { readAskedUpstream } from '../../src/providers/asked-upstream.ts';

describe('readAskedUpstream', () => {
  it.each([
    ['https://llm.example/v1', 'llm.example'],
    ['https://LLM.example:443', 'llm.example'],
    ['http://127.0.0.1:9', '127.0.0.1:9'],
    ['https://eu.openai.azure.com', '*.openai.azure.com'],
    ['https://llm.example', ' LLM.Example '],
  ])('%s is allowed by %s', (address, host) => {
    const asked = readAskedUpstream(address, ['other.example', host]);
    expect(asked.verdict).toBe('allowed');
  });

  it.each([
    ['https://llm.example', ''],
    ['https://llm.example', '*'],
    ['https://llm.example.evil.example', 'llm.example'],
    ['https://evilllm.example', '*.llm.example'],
    ['https://llm.example', '*.llm.example'],
    ['https://llm.example:9', 'llm.example'],
    ['https://a.llm.example:9', '*.llm.example'],
    ['https://user:secret@llm.example', 'llm.example'],
    ['https://llm.example?key=secret', 'llm.example'],
    ['ftp://llm.example', 'llm.example'],
    ['llm.example', 'llm.example'],
  ])('%s is not allowed by %s, and not repeated', (address, host) => {
    const asked = readAskedUpstream(address, [host]);
    expect(asked).toMatchObject({ verdict: 'refused' });
    expect(JSON.stringify(asked)).not.toContain('secret');
  });

  it('leads where it says', () => {
    const asked = readAskedUpstream('http://127.0.0.1:9/llm', ['127.0.0.1:9']);
    if (asked.verdict !== 'allowed') throw new Error('It was to be allowed.');
    expect(asked.upstream('/v1/responses')).toMatchObject({
      host: '127.0.0.1:9',
      target: '/llm/v1/responses',
    });
  });
});
