import { describe, expect, it } from 'vitest';
import { geminiGenerate } from '../../src/wire/gemini-generate.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument } from './wire-fixtures.ts';

const read = (name: string) => readWireDocument(`gemini-generate/${name}.json`);
const outputsOf = (name: string) =>
  [...geminiGenerate.segments(read(name))].filter(({ kind }) => kind === 'tool-output');

describe('tool outputs', () => {
  it('know their call by its id', () => {
    const about = outputsOf('conversation-4').map(({ tool, toolInput, zone }) => [
      tool,
      JSON.parse(toolInput ?? 'null'),
      zone,
    ]);
    expect(about).toEqual([
      ['run_shell_command', { command: './parcels --json' }, 'settled'],
      ['read_file', { file_path: '/home/dev/project/mid.json' }, 'settled'],
      ['run_shell_command', { command: './sorter --last 34' }, 'live'],
      ['run_shell_command', { command: 'grep -c ERROR big.log' }, 'live'],
    ]);
  });

  it('without ids answer the calls of their name in order; a text of the object is one', () => {
    const about = outputsOf('odd-spacing').map(({ text, toolInput, isError, callId }) => [
      text,
      toolInput,
      isError,
      callId,
    ]);
    const [first, second] = ['{"path": "src/café.ts", "limit":1.0}', '{"path":"b.ts"}'];
    expect(about).toEqual([
      ['one\u0000\ttwo', first, undefined, undefined],
      ['not found', second, true, undefined],
      ['a\nb', '{"command":"ls"}', undefined, 'call_9'],
    ]);
  });

  it('whose call the body leaves out know the tool that they name, and no input', () => {
    const results = ['call_1', undefined].map((id) => ({
      functionResponse: { id, name: 'grep', response: { output: 'found' } },
    }));
    const body = JSON.stringify({ contents: [{ role: 'user', parts: results }] });
    const found = [...geminiGenerate.segments(readDocument(body))];
    expect(found.map(({ tool, toolInput }) => [tool, toolInput])).toEqual([
      ['grep', undefined],
      ['grep', undefined],
    ]);
  });
});

it('a structure in a result is looked through for long texts, and keeps its data', () => {
  const response = { result: [{ id: 'a', note: 'x'.repeat(300) }, ['b', 'y'.repeat(300)]] };
  const functionResponse = { name: 'find', response };
  const body = JSON.stringify({ contents: [{ role: 'user', parts: [{ functionResponse }] }] });
  const texts = [...geminiGenerate.segments(readDocument(body))].map(({ text }) => text[0]);
  expect(texts).toEqual(['x', 'y']);
});

it('what is signed, thought, cached or unknown is sealed', () => {
  const texts = [...geminiGenerate.segments(read('strangers'))];
  expect(texts.map(({ kind, zone, text }) => [kind, zone, text])).toEqual([
    ['user-text', 'settled', 'Compare both.'],
    ['tool-output', 'settled', 'equal'],
    ['user-text', 'live', 'Go on.'],
  ]);
});

it('the envelopes are looked through', () => {
  const login = read('login-envelope');
  expect([...geminiGenerate.segments(login)].map(({ zone }) => zone)).toEqual([
    'settled',
    'settled',
    'live',
  ]);
  expect(geminiGenerate.model(login)).toBe('gemini-3.8-flash');
  expect(geminiGenerate.question(login)).toBe('Which parcels failed?');
  expect(geminiGenerate.retrieval(login)).toBe('shell');
  expect([...geminiGenerate.segments(read('count-tokens'))]).toHaveLength(1);
});

it('model and question', () => {
  expect(geminiGenerate.model(read('conversation-1'))).toBeUndefined();
  expect(geminiGenerate.question(read('conversation-4'))).toContain(
    'Which parcels failed, and why?',
  );
});

describe('retrieval', () => {
  it.each([
    [
      [{ functionDeclarations: [{ name: 'a' }, { name: 'mcp_headroom_headroom_retrieve' }] }],
      'mcp',
    ],
    [[{ googleSearch: {} }, { function_declarations: [{ name: 'run_shell_command' }] }], 'shell'],
    [[{ functionDeclarations: [{ name: 'calendar' }, null] }, null], 'none'],
    [undefined, 'none'],
  ])('%j: %s', (tools, way) => {
    expect(geminiGenerate.retrieval(readDocument(JSON.stringify({ tools })))).toBe(way);
  });
});
