import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import type { Segment } from '../../src/wire/wire-format.ts';
import { readDocument } from '../json/read-document.ts';
import { readWireDocument } from './wire-fixtures.ts';

const fixture = (name: string) => readWireDocument(`anthropic-messages/${name}.json`);
const textOf = ({ text }: Segment) => text;

describe('segments', () => {
  it('of parallel tool results carry the call they answer', () => {
    const segments = [...anthropicMessages.segments(fixture('claude-parallel-tools'))];
    const outputs = segments.filter(({ kind }) => kind === 'tool-output');
    expect(outputs.map(({ tool, toolInput, zone }) => [tool, toolInput, zone])).toEqual([
      ['Bash', '{"command":"cat mid.json"}', 'settled'],
      ['Read', '{"file_path":"/home/dev/project/mid.json"}', 'settled'],
      ['Bash', '{"command":"head -c 19000 big.log"}', 'live'],
      ['Bash', '{"command":"grep -c ERROR big.log"}', 'live'],
    ]);
    expect(outputs.at(-1)).toMatchObject({ text: '52', callId: 'toolu_000000000000000000000006' });
    expect(outputs.some((output) => 'isError' in output)).toBe(false);
  });

  it('of an oddly written body are decoded, their tool input is not', () => {
    const segments = [...anthropicMessages.segments(fixture('odd-spacing'))];
    expect(segments.map(textOf)).toEqual([
      'Café or café, 😀 or 😀?/ Why "slow"?',
      'line one\r\n\u001b[32mline two\u001b[0m\tlone \udc00 end\u2028',
      'second / part',
      '',
      'and the rest?',
    ]);
    expect(segments[1]).toMatchObject({
      tool: 'Bash',
      isError: true,
      toolInput:
        '{"big" : 12345678901234567890 ,"one":1.0,"exp":1e3,"minus":-0,"\\u0061b":"\\ud800","list":[ 1 , 2.50 ]}',
    });
  });

  it('are never strange or sealed', () => {
    const segments = [...anthropicMessages.segments(fixture('strangers'))];
    expect(segments.map(({ text, tool, callId, zone }) => [text, tool, callId, zone])).toEqual([
      ['What does the page say?', undefined, undefined, 'settled'],
      ['The page says hello.', 'WebFetch', 'toolu_s1', 'live'],
      ['And goodbye.', 'WebFetch', 'toolu_s1', 'live'],
      ['An answer without a call.', undefined, undefined, 'live'],
      ['An answer to an unknown call.', undefined, 'toolu_unknown', 'live'],
    ]);
  });

  it('beside an image are the texts alone', () => {
    const outputs = [...anthropicMessages.segments(fixture('images'))];
    expect(outputs.map(textOf)).toEqual([
      'Is the button where it was?',
      'Viewport 1280x720, 14 links, 3 buttons.',
    ]);
  });

  it('are all live before the model has spoken, and all settled when it spoke last', () => {
    const first = [...anthropicMessages.segments(fixture('claude-first-turn'))];
    expect(first.map(({ zone }) => zone)).toEqual(['live', 'live']);
    const prefilled = body(user('"Go on"'), '{"role":"assistant","content":"Well,"}');
    expect([...anthropicMessages.segments(prefilled)].map(({ zone }) => zone)).toEqual(['settled']);
  });

  it('that say the same twice have different keys, counted from the start', () => {
    const keysOf = (...messages: string[]) =>
      [...anthropicMessages.segments(body(...messages))].map(({ key }) => key);
    const [first, second] = keysOf(user('"continue"'), user('[{"type":"text","text":"continue"}]'));
    expect(first).not.toBe(second);
    expect(keysOf(user('"continue"'))).toEqual([first]);
    expect(keysOf(user('"continue"'), user('"else"'), user('"continue"')).at(-1)).toBe(second);
  });

  it('take a call only from the model, and only from before', () => {
    const result = user('[{"type":"tool_result","tool_use_id":"t","content":"out"}]');
    const call = '[{"type":"tool_use","id":"t","name":"Bash","input":{}}]';
    const toolOf = (...messages: string[]) =>
      [...anthropicMessages.segments(body(...messages))][0]?.tool;
    expect(toolOf(`{"role":"assistant","content":${call}}`, result)).toBe('Bash');
    expect(toolOf(result, `{"role":"assistant","content":${call}}`)).toBeUndefined();
    const served = call.replace('tool_use', 'server_tool_use');
    expect(toolOf(`{"role":"assistant","content":${served}}`, result)).toBeUndefined();
    expect(toolOf(user(call), result)).toBeUndefined();
  });

  it('are not results that go to code of the model, which parses them', () => {
    const textsFor = (caller: string) =>
      [
        ...anthropicMessages.segments(
          body(
            `{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"query","input":{}${caller}}]}`,
            user('[{"type":"tool_result","tool_use_id":"t","content":"[{\\"id\\":1}]"}]'),
          ),
        ),
      ].map(textOf);
    expect(textsFor('')).toEqual(['[{"id":1}]']);
    expect(textsFor(',"caller":{"type":"direct"}')).toEqual(['[{"id":1}]']);
    expect(textsFor(',"caller":{"type":"code_execution_20250825","tool_id":"srvtoolu_1"}')).toEqual(
      [],
    );
  });

  it.each([
    '[]',
    '"messages"',
    '7',
    '{}',
    '{"messages":null}',
    '{"messages":{"role":"user"}}',
    '{"messages":[1,[],null,{"role":"user"}]}',
  ])('of %s are none', (json) => {
    const strange = readDocument(json);
    expect([...anthropicMessages.segments(strange)]).toEqual([]);
    expect(anthropicMessages.question(strange)).toBeUndefined();
    expect(anthropicMessages.retrieval(strange)).toBe('none');
    expect(anthropicMessages.model(strange)).toBeUndefined();
  });
});

describe('question', () => {
  it.each([
    ['claude-first-turn', 'Show me big.json and summarize it.'],
    ['claude-parallel-tools', 'Show me big.json and summarize it.'],
    ['conversation-3', 'The nightly import has become slow. Find out why.'],
    ['conversation-7', 'The nightly import has become slow. Find out why.\ncontinue\ncontinue'],
  ])('of %s is what the person said', (name, question) => {
    expect(anthropicMessages.question(fixture(name))).toBe(question);
  });

  it('is the last three texts, the newest last', () => {
    const four = body(
      user('"one"'),
      user('[{"type":"text","text":"two"},{"type":"text","text":"three"}]'),
      user('"four"'),
    );
    expect(anthropicMessages.question(four)).toBe('two\nthree\nfour');
  });

  it('is absent when only tools and reminders have spoken', () => {
    const silent = body(
      user('"<system-reminder>x</system-reminder>"'),
      user('[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"out"}]}]'),
      '{"role":"system","content":"Be brief."}',
    );
    expect(anthropicMessages.question(silent)).toBeUndefined();
  });
});

describe('retrieval and model', () => {
  it.each([
    ['images', 'mcp'],
    ['claude-first-turn', 'shell'],
    ['odd-spacing', 'shell'],
    ['copilot', 'shell'],
    ['openclaw', 'shell'],
    ['strangers', 'none'],
    ['claude-title', 'none'],
  ])('of %s is %s', (name, way) => {
    expect(anthropicMessages.retrieval(fixture(name))).toBe(way);
  });

  it('passes over deferred tools, and over those only', () => {
    const tools = (deferred: string) =>
      readDocument(
        `{"tools":[{"name":"x__headroom_retrieve","defer_loading":${deferred}},{"name":"Bash"}]}`,
      );
    expect(anthropicMessages.retrieval(tools('true'))).toBe('shell');
    expect(anthropicMessages.retrieval(tools('false'))).toBe('mcp');
  });

  it('reads the model', () => {
    expect(anthropicMessages.model(fixture('odd-spacing'))).toBe('claude-opus-5-5');
  });
});

function body(...messages: string[]) {
  return readDocument(`{"messages":[${messages.join()}]}`);
}

function user(content: string): string {
  return `{"role":"user","content":${content}}`;
}
