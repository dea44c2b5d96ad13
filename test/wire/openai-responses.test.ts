import { describe, expect, it } from 'vitest';
import { openaiResponses } from '../../src/wire/openai-responses.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument, readWireEvents } from './wire-fixtures.ts';

const read = (name: string) => readWireDocument(`openai-responses/${name}.json`);
const textsOf = (name: string) => [...openaiResponses.segments(read(name))];
const outputsOf = (name: string) => textsOf(name).filter(({ kind }) => kind === 'tool-output');

describe('tool outputs', () => {
  it('of scripts: every part a text, the script its input', () => {
    const about = outputsOf('conversation-2').map(({ tool, toolInput, text }) => [
      tool,
      JSON.parse(toolInput ?? 'null').input,
      text.slice(0, 16),
    ]);
    const script =
      'const r = await tools.exec_command({cmd: "./parcels --json"}); text(r.output ?? r);';
    expect(about).toEqual([
      ['exec', script, 'Script completed'],
      ['exec', script, '[\n {\n  "id": 0,\n'],
    ]);
  });

  it('of functions: live behind the last call', () => {
    const about = outputsOf('codex-function-tools').map(({ tool, toolInput, zone }) => [
      tool,
      toolInput,
      zone,
    ]);
    expect(about).toEqual([
      ['exec_command', '{"cmd":"./parcels --json"}', 'settled'],
      ['exec_command', '{"cmd":"cat /home/dev/project/mid.json"}', 'settled'],
      ['exec_command', '{"cmd":"./sorter --last 34"}', 'live'],
      ['exec_command', '{"cmd":"grep -c ERROR big.log"}', 'live'],
    ]);
  });

  it('of the shell that the provider defines', () => {
    const [shell] = outputsOf('odd-spacing');
    expect(shell).toMatchObject({ tool: 'local_shell', text: 'one\u0000\ttwo' });
    expect(JSON.parse(shell?.toolInput ?? '').command).toEqual([
      'bash',
      '-lc',
      'cat "my notes.md"',
    ]);
  });

  it('of parts: those that are texts by either name, and nothing else', () => {
    const output = [
      { type: 'input_text', text: 'one' },
      { type: 'text', text: 'two' },
      { type: 'input_image', text: 'three' },
    ];
    const input = [{ type: 'function_call_output', call_id: 'c', output }];
    const body = readDocument(JSON.stringify({ input }));
    expect([...openaiResponses.segments(body)].map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('of a tool in a namespace carry its own name', () => {
    expect(outputsOf('mcp-namespace')[0]?.tool).toBe('headroom_retrieve');
  });
});

describe('outputs that go to a program of the model, which parses them', () => {
  const call = { type: 'function_call', call_id: 'c', name: 'query', arguments: '{}' };
  const output = { type: 'function_call_output', call_id: 'c', output: '[{"id":1}]' };
  const program = { caller: { type: 'program', caller_id: 'p' } };
  const textsIn = (...input: readonly object[]) =>
    [...openaiResponses.segments(readDocument(JSON.stringify({ input })))].map(({ text }) => text);

  it('are sealed, whether the call or the output says so', () => {
    expect(textsIn(call, output)).toEqual(['[{"id":1}]']);
    expect(textsIn({ ...call, caller: { type: 'direct' } }, output)).toEqual(['[{"id":1}]']);
    expect(textsIn({ ...call, ...program }, output)).toEqual([]);
    expect(textsIn({ ...output, ...program })).toEqual([]);
  });

  it('are sealed where the call came in an earlier answer', () => {
    const answer = readDocument(JSON.stringify({ output: [{ ...call, ...program }] }));
    const body = readDocument(JSON.stringify({ input: [output] }));
    expect([...openaiResponses.segments(body, { calls: openaiResponses.calls?.(answer) })]).toEqual(
      [],
    );
  });

  it('stand before what is live once the program has ended', () => {
    const ended = { type: 'program_output', id: 'p', output: '1' };
    const [segment] = openaiResponses.segments(
      readDocument(JSON.stringify({ input: [call, output, ended] })),
    );
    expect(segment?.zone).toBe('settled');
  });
});

it('everything but user texts and outputs of the client is sealed', () => {
  const texts = textsOf('strangers').map(({ kind, zone, text }) => [kind, zone, text]);
  expect(texts).toEqual([
    ['user-text', 'settled', 'Compare both.'],
    ['tool-output', 'settled', 'equal'],
    ['user-text', 'live', 'Go on.'],
  ]);
});

it('an input that is a string is one user text', () => {
  expect(textsOf('plain-input').map(({ kind, zone }) => [kind, zone])).toEqual([
    ['user-text', 'live'],
  ]);
});

describe('a body that continues a response', () => {
  const frame = read('codex-frame-3');
  const calls = new Map([['call_000000000000000000000007', { tool: 'exec', toolInput: '{}' }]]);

  it('leaves its outputs orphans', () => {
    for (const segment of openaiResponses.segments(frame)) {
      expect(segment.isOrphan).toBe(true);
      expect(segment.tool).toBeUndefined();
    }
  });

  it('finds a call that was seen before, and keeps its keys', () => {
    const known = [...openaiResponses.segments(frame, { calls })];
    expect(known.map(({ tool, isOrphan }) => [tool, isOrphan])).toEqual([
      ['exec', undefined],
      ['exec', undefined],
    ]);
    const orphans = [...openaiResponses.segments(frame)];
    expect(known.map(({ key }) => key)).toEqual(orphans.map(({ key }) => key));
  });
});

describe('calls in answers', () => {
  const bash = ['call_1', { tool: 'bash', toolInput: '{"command":"ls"}' }];

  it('of a whole response', () => {
    const script = ['call_2', { tool: 'exec', toolInput: '{"input":"text(1);"}' }];
    expect([...(openaiResponses.calls?.(read('reply')) ?? [])]).toEqual([bash, script]);
  });

  it('of a stream, once they are complete', () => {
    const events = readWireEvents('openai-responses/stream.sse');
    const found = events.map((event) => [...(openaiResponses.calls?.(event) ?? [])]);
    expect(found.map((calls) => calls.length)).toEqual([0, 1, 0, 1, 1]);
    expect(Object.fromEntries(found.flat())).toEqual(Object.fromEntries([bash]));
  });
});

it('model and question', () => {
  expect(openaiResponses.model(read('conversation-1'))).toBe('gpt-6.1-sol');
  expect(openaiResponses.question(read('conversation-4'))).toBe('Which parcels failed, and why?');
  expect(openaiResponses.question(read('plain-input'))).toContain('nightly import');
  expect(openaiResponses.question(read('codex-frame-3'))).toBeUndefined();
});

describe('retrieval', () => {
  it.each([
    ['conversation-1', 'shell'],
    ['codex-function-tools', 'shell'],
    ['mcp-namespace', 'mcp'],
    ['odd-spacing', 'shell'],
    ['strangers', 'none'],
    ['codex-frame-3', 'none'],
  ])('%s: %s', (name, way) => {
    expect(openaiResponses.retrieval(read(name))).toBe(way);
  });

  it.each([
    [[{ type: 'function', name: 'headroom-headroom_retrieve' }], 'mcp'],
    [[{ type: 'namespace', name: 'bash', tools: [] }, null, 'bash'], 'none'],
    [[{ type: 'shell' }], 'shell'],
    [[{ type: 'shell', environment: { type: 'local' } }], 'shell'],
    // In containers of the provider, which have neither our command nor the originals.
    [[{ type: 'shell', environment: { type: 'container_auto' } }], 'none'],
    [[{ type: 'shell', environment: { type: 'container_reference', container_id: 'c' } }], 'none'],
  ])('%j: %s', (tools, way) => {
    expect(openaiResponses.retrieval(readDocument(JSON.stringify({ tools })))).toBe(way);
  });
});
