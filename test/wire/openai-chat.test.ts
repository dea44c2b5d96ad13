import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../src/wire/openai-chat.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument } from './wire-fixtures.ts';

const read = (name: string) => readWireDocument(`openai-chat/${name}.json`);
const outputsOf = (name: string) =>
  [...openaiChat.segments(read(name))].filter(({ kind }) => kind === 'tool-output');

describe('tool outputs', () => {
  it('know their call: tool, input and id', () => {
    const about = outputsOf('conversation-4').map(({ tool, toolInput, callId, zone }) => [
      tool,
      JSON.parse(toolInput ?? 'null'),
      callId?.slice(-2),
      zone,
    ]);
    const bash = (command: string) => ({ command, description: 'mock step' });
    expect(about).toEqual([
      ['bash', bash('./parcels --json'), '02', 'settled'],
      ['view', { path: '/home/dev/project/mid.json' }, '03', 'settled'],
      ['bash', bash('./sorter --last 34'), '04', 'live'],
      ['bash', bash('grep -c ERROR big.log'), '05', 'live'],
    ]);
  });

  it('come from strings and text parts, and say nothing of a call that is not JSON', () => {
    const about = outputsOf('odd-spacing').map(({ text, tool, toolInput }) => [
      text,
      tool,
      toolInput,
    ]);
    expect(about).toEqual([
      ['one\u0000\ttwo', 'read_file', '{"path": "src/caf\\u00e9.ts"}'],
      ['1.0 12345678901234567', 'read_file', '{"path": "src/caf\\u00e9.ts"}'],
      ['', 'exec', '{"input":"ls -la\\n"}'],
      ['stopped', 'stop', undefined],
      ['whose?', undefined, undefined],
    ]);
  });

  it('of functions, which came before tools: each call is answered once, by its name', () => {
    const about = outputsOf('functions-2').map(({ text, tool, toolInput, callId, zone }) => [
      text.slice(0, 8),
      tool,
      toolInput,
      callId,
      zone,
    ]);
    expect(about).toEqual([
      ['2026-11-', 'list_shelves', '{"hall": "A"}', undefined, 'settled'],
      ['12\n', 'bash', '{"command": "grep -c full shelves.log"}', undefined, 'live'],
      ['12\n', 'bash', undefined, undefined, 'live'],
      ["nobody's", undefined, undefined, undefined, 'live'],
    ]);
  });

  it('of a function that nobody called, or that names another one, say nothing of the input', () => {
    const messages = [
      { role: 'function', name: 'bash', content: 'first' },
      { role: 'assistant', content: null, function_call: { name: 'bash', arguments: 'not JSON' } },
      { role: 'function', name: 'grep', content: 'other' },
      { role: 'assistant', content: null, function_call: { name: 'bash', arguments: '{"n":' } },
      { role: 'function', content: 'nameless' },
    ];
    const found = [...openaiChat.segments(readDocument(JSON.stringify({ messages })))];
    expect(found.map(({ text, tool, toolInput }) => [text, tool, toolInput])).toEqual([
      ['first', 'bash', undefined],
      ['other', 'grep', undefined],
      ['nameless', 'bash', undefined],
    ]);
  });
});

it('user texts are segments; system, assistant and unknown turns are sealed', () => {
  const texts = [...openaiChat.segments(read('strangers'))].map(({ kind, text }) => [kind, text]);
  expect(texts).toEqual([
    ['user-text', 'Compare both.'],
    ['tool-output', 'equal'],
    ['tool-output', 'the form before tools'],
    ['user-text', 'Go on.'],
  ]);
});

it('model and question', () => {
  expect(openaiChat.model(read('conversation-1'))).toBe('gpt-5.2');
  expect(openaiChat.question(read('conversation-4'))).toBe('Which parcels failed, and why?');
  expect(openaiChat.question(read('odd-spacing'))).toContain('café 😀 / why?\nAnd this?');
});

describe('retrieval', () => {
  it.each([
    [[{ type: 'function', function: { name: 'headroom_retrieve' } }], 'mcp'],
    [[{ type: 'function', function: { name: 'headroom-headroom_retrieve' } }], 'mcp'],
    [[{ type: 'custom', custom: { name: 'exec' } }], 'shell'],
    [[{ type: 'function', defer_loading: true, function: { name: 'bash' } }], 'none'],
    [
      [{ type: 'function', function: { name: 'calendar' } }, null, 'bash', { name: 'bash' }],
      'none',
    ],
    [undefined, 'none'],
  ])('%j: %s', (tools, way) => {
    expect(openaiChat.retrieval(readDocument(JSON.stringify({ tools })))).toBe(way);
  });

  it('is read from functions, too', () => {
    expect(openaiChat.retrieval(read('functions-1'))).toBe('shell');
    const functions = [{ name: 'headroom_retrieve' }, null, {}];
    expect(openaiChat.retrieval(readDocument(JSON.stringify({ functions })))).toBe('mcp');
  });
});
