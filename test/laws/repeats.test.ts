// Across turns: a text that repeats an earlier one is sent as a reference, and only while the earlier one is there to be read.
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { handleFor } from '../../src/ccr/handle.ts';
import { restoreRepeat } from '../../src/compress/repeat/restore-repeat.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import { markers } from '../../src/ccr/markers.ts';
import type { Decision, DecisionLedger } from '../../src/pipeline/ports.ts';
import { openStore } from '../../src/store/open-store.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from './bodies.ts';
import { bodyAfter, outputsOf, readCall, sourceLines, type ToolCall } from './conversation.ts';
import { engineThat, openWorld, UNASKED, type World } from './world.ts';

const worlds: World[] = [];
afterEach(() => {
  for (const { close, faults } of worlds.splice(0)) {
    close();
    expect(faults).toEqual([]);
  }
});

function world(...given: Parameters<typeof openWorld>): World {
  const opened = openWorld(...given);
  worlds.push(opened);
  return opened;
}

const send = (pipeline: World['pipeline'], bytes: Buffer) =>
  pipeline.prepare({ wire: anthropicMessages, bytes, purpose: 'send' });

const file = sourceLines(90);
const edited = [...file.slice(0, 40), '  // a new line', ...file.slice(41)];
const whole = readCall(file);
const part = readCall(file.slice(20, 70), 21);
const again = readCall(edited);
const short: ToolCall = { name: 'Bash', input: { command: 'echo done' }, output: 'done' };

/** Sends the conversation turn by turn; the last body as it went out. */
async function play(pipeline: World['pipeline'], calls: readonly ToolCall[]) {
  let last = await send(pipeline, bodyAfter(calls.slice(0, 1)));
  for (let turn = 2; turn <= calls.length; turn++)
    last = await send(pipeline, bodyAfter(calls.slice(0, turn)));
  return last;
}

/** As if another process had written between our reading and our writing. */
function blindPipeline({ ledger, engine, faults }: World): World['pipeline'] {
  const blind: DecisionLedger = { ...ledger, recall: () => new Map() };
  const onFault = (where: string, error: unknown) => faults.push([where, error]);
  return createPipeline({
    ledger: blind,
    markers,
    engine,
    profile: 'balanced',
    onFault,
    giveWay: undefined,
  });
}

/** What eviction does with old decisions that no original stands behind. */
function forgetKept(folder: string): void {
  const opening = openStore({ directory: join(folder, '.headroom'), now: Date.now });
  if (opening.status !== 'open') throw new Error(opening.message);
  const forgetBeforeMs = Date.now() + 1_000;
  opening.store.evict({ maxBytes: Infinity, keepUsedSinceMs: 0, forgetBeforeMs });
  opening.store.close();
}

const byOf = (decision: Decision | undefined) =>
  decision?.action === 'replace' ? decision.by : decision?.reason;

describe('a text that repeats an earlier one', () => {
  it('is a reference and what changed; applied to the earlier text it gives the later one', async () => {
    const { segments } = await play(world(temporaryFolder()).pipeline, [whole, part, again]);
    expect(segments.map(({ decision }) => byOf(decision))).toEqual(['gutter', 'repeat', 'repeat']);
    for (const [index, { output }] of [part, again].entries()) {
      const { decision } = segments[index + 1] ?? {};
      if (decision?.action !== 'replace') throw new Error('It was to be replaced.');
      const [head = '', ...sent] = decision.text.split('\n');
      expect(head).toBe(
        `[headroom: ranges marked below stand unchanged in the earlier full result of Read src/order.ts; source intact via headroom retrieve ${handleFor(output)}]`,
      );
      expect(restoreRepeat(sent.join('\n'), whole.output)).toBe(output);
    }
  });

  it('a blame of a file that was read says of each range which commit it is from', async () => {
    const output = file
      .slice(9, 50)
      .map((line, at) => `0ec7f713d (Ada 2031-05-04 10:20:30 +0100 ${at + 10}) ${line}`)
      .join('\n');
    const blame = { name: 'Bash', input: { command: 'git blame -L 10,50 src/order.ts' }, output };
    const { segments } = await play(world(temporaryFolder()).pipeline, [whole, blame]);
    const { decision } = segments[1] ?? {};
    if (decision?.action !== 'replace') throw new Error('It was to be replaced.');
    expect(decision.text).toBe(
      `[headroom: line numbers behind a commit stand for lines of the earlier full result of Read src/order.ts; source intact via headroom retrieve ${handleFor(output)}]\n0ec7f713d (Ada 2031-05-04 10:20:30 +0100) 10-50`,
    );
  });

  it('can be fetched whole, after a restart too', async () => {
    const folder = temporaryFolder();
    const opened = openWorld(folder);
    await play(opened.pipeline, [whole, again]);
    opened.close();
    expect(world(folder).original(handleFor(again.output))).toBe(again.output);
  });

  it('an equal text is one line', async () => {
    const { bytes } = await play(world(temporaryFolder()).pipeline, [whole, whole]);
    expect(outputsOf(bytes)[1]).toMatch(
      /^\[headroom: same text as the earlier full result of Read src\/order\.ts; source intact via headroom retrieve [0-9a-f]{12}\]$/,
    );
  });

  it('in one turn with it: the later of two parallel results refers to the earlier', async () => {
    const { pipeline } = world(temporaryFolder());
    const body = JSON.parse(bodyAfter([whole, part]).toString()) as {
      messages: { role: string; content: unknown[] }[];
    };
    const [question, call, result, nextCall, nextResult] = body.messages;
    if (call === undefined || result === undefined) throw new Error('A call and its result.');
    call.content.push(...(nextCall?.content ?? []));
    result.content.push(...(nextResult?.content ?? []));
    const parallel = Buffer.from(JSON.stringify({ ...body, messages: [question, call, result] }));
    const { segments } = await send(pipeline, parallel);
    expect(segments.map(({ decision }) => byOf(decision))).toEqual(['gutter', 'repeat']);
  });

  it('each body continues the one before it, also across a restart at every turn', async () => {
    const folder = temporaryFolder();
    const calls = [whole, part, again, readCall(edited.slice(0, 60), 1), whole];
    let before: readonly string[] = [];
    for (let turn = 1; turn <= calls.length; turn++) {
      const opened = openWorld(folder);
      const now = outputsOf((await send(opened.pipeline, bodyAfter(calls.slice(0, turn)))).bytes);
      opened.close();
      expect(now.slice(0, before.length)).toEqual(before);
      before = now;
    }
    expect(before.filter((text) => text.startsWith('[headroom: '))).toHaveLength(4);
  });

  it('a reference stands after an upgrade: the engine is not asked', async () => {
    const folder = temporaryFolder();
    const first = await play(world(folder).pipeline, [whole, again]);
    const later = await send(world(folder, UNASKED).pipeline, bodyAfter([whole, again]));
    expect(later.bytes.equals(first.bytes)).toBe(true);
  });

  it('never refers to a reference: a third read refers to the first', async () => {
    const third = readCall(edited.slice(0, 60), 1);
    const { segments } = await play(world(temporaryFolder()).pipeline, [whole, again, third]);
    const bases = segments.map(({ decision }) =>
      decision.action === 'replace' ? decision.base : '',
    );
    expect(bases).toEqual([undefined, segments[0]?.key, segments[0]?.key]);
  });

  it('stands when only the record of the earlier text was forgotten: history is sent as it is', async () => {
    const folder = temporaryFolder();
    const opened = openWorld(folder);
    const [, reference] = outputsOf((await play(opened.pipeline, [whole, again])).bytes);
    opened.close();
    forgetKept(folder);
    const { bytes } = await send(world(folder).pipeline, bodyAfter([whole, again, short]));
    expect(outputsOf(bytes)).toEqual([whole.output, reference, short.output]);
  });

  it('a cache mark changes nothing', async () => {
    const [one, other] = [world(temporaryFolder()), world(temporaryFolder())];
    await send(one.pipeline, bodyAfter([whole], { marks: [0] }));
    await send(other.pipeline, bodyAfter([whole]));
    const marked = await send(one.pipeline, bodyAfter([whole, again], { marks: [1] }));
    const plain = await send(other.pipeline, bodyAfter([whole, again]));
    const moved = await send(one.pipeline, bodyAfter([whole, again], { marks: [0, 1] }));
    expect(outputsOf(marked.bytes)).toEqual(outputsOf(plain.bytes));
    expect(outputsOf(moved.bytes)).toEqual(outputsOf(plain.bytes));
  });
});

describe('is sent without a reference', () => {
  const log = (output: string): ToolCall => ({ name: 'Bash', input: { command: './run' }, output });
  const first = async (calls: readonly ToolCall[], options = {}, engine?: World['engine']) => {
    const { pipeline } = world(temporaryFolder(), engine);
    await send(pipeline, bodyAfter(calls.slice(0, -1), options));
    const { segments } = await send(pipeline, bodyAfter(calls, options));
    return byOf(segments.at(-1)?.decision);
  };
  const lossy = engineThat((text) => ({
    action: 'replace',
    text: text.slice(0, 3_000),
    by: 'cut',
    kind: 'log',
    fidelity: 'lossy',
    lost: [{ unit: 'line', from: 2, to: 400 }],
    tokensBefore: text.length / 3,
    tokensAfter: 1_000,
  }));

  it('when something of the earlier text was lost', async () => {
    expect(await first([log(longLog(400)), log(longLog(400))], {}, lossy)).toBe('cut');
  });

  it('when it could not be fetched', async () => {
    expect(await first([whole, again], { tools: ['Read'] })).toBe('gutter');
  });

  it('when the provider may drop earlier results by itself', async () => {
    const edits = [{ type: 'clear_thinking_20251015' }, { type: 'clear_tool_uses_20250919' }];
    const [thinking, tools] = edits;
    const more = (edit: unknown) => ({ more: { context_management: { edits: [edit] } } });
    expect(await first([whole, again], more(tools))).toBe('gutter');
    expect(await first([whole, again], more(thinking))).toBe('repeat');
  });

  it('when the earlier result has several texts: its call names none of them', async () => {
    const { pipeline } = world(temporaryFolder());
    const inTwoTexts = (calls: readonly ToolCall[]): Buffer => {
      const body = JSON.parse(bodyAfter(calls).toString());
      const texts = ['One of three files:', whole.output].map((text) => ({ type: 'text', text }));
      body.messages[2].content[0].content = texts;
      return Buffer.from(JSON.stringify(body));
    };
    await send(pipeline, inTwoTexts([whole]));
    const { segments } = await send(pipeline, inTwoTexts([whole, again]));
    expect(segments.map(({ decision }) => byOf(decision))).toEqual([
      'too-short',
      'gutter',
      'gutter',
    ]);
  });

  it('when it is short, instructions, or an edit', async () => {
    const skill = { ...whole, input: { file_path: 'CLAUDE.md' } };
    expect(await first([whole, readCall(file.slice(0, 5), 1)])).toBe('too-short');
    expect(await first([skill, skill])).toBe('gutter');
    expect(await first([whole, { ...whole, name: 'Edit' }])).toBe('gutter');
  });
});

describe('when the earlier text has left the body', () => {
  const calls = [whole, again, short];

  it('the later one comes back with all it says, and stays so, also after a restart', async () => {
    const folder = temporaryFolder();
    const opened = openWorld(folder);
    await play(opened.pipeline, [whole, again]);
    const cleared = bodyAfter(calls, { cleared: [0] });
    const first = await send(opened.pipeline, cleared);
    opened.close();
    const [, back = ''] = outputsOf(first.bytes);
    expect(back).not.toContain('[headroom: ');
    for (const line of edited) expect(back).toContain(line);
    // What was decided then is repeated, and nobody is asked again.
    const restarted = await send(world(folder, UNASKED).pipeline, cleared);
    expect(restarted.bytes.equals(first.bytes)).toBe(true);
    // A turn that goes on from there starts with the same bytes.
    const next = await send(world(folder).pipeline, bodyAfter([...calls, part], { cleared: [0] }));
    expect(outputsOf(next.bytes).slice(0, 3)).toEqual(outputsOf(first.bytes));
  });

  it('a new text in that very request does not refer to the later one, which is just being decided about', async () => {
    const { pipeline } = world(temporaryFolder());
    await play(pipeline, [whole, again]);
    const { segments } = await send(pipeline, bodyAfter([whole, again, part], { cleared: [0] }));
    expect(segments.map(({ decision }) => byOf(decision))).toEqual(['settled', 'gutter', 'gutter']);
  });

  it('is not counted as new, nor as a rewrite of ours', async () => {
    const { pipeline } = world(temporaryFolder());
    await play(pipeline, [whole, again]);
    const { segments } = await send(pipeline, bodyAfter(calls, { cleared: [0] }));
    expect(segments.map(({ first }) => first)).toEqual([true, false, true]);
  });

  it('the reference is sent again in a body that has the earlier text', async () => {
    const { pipeline } = world(temporaryFolder());
    const first = await play(pipeline, [whole, again]);
    await send(pipeline, bodyAfter(calls, { cleared: [0] }));
    expect((await send(pipeline, bodyAfter([whole, again]))).bytes.equals(first.bytes)).toBe(true);
  });

  it('counting asks the same and records nothing', async () => {
    const folder = temporaryFolder();
    const { pipeline } = world(folder);
    await play(pipeline, [whole, again]);
    const cleared = bodyAfter(calls, { cleared: [0] });
    const count = { wire: anthropicMessages, bytes: cleared, purpose: 'count' } as const;
    const counted = await pipeline.prepare(count);
    expect(counted.bytes.equals((await send(pipeline, cleared)).bytes)).toBe(true);
  });

  it('also when the provider may drop it from now on', async () => {
    const { pipeline } = world(temporaryFolder());
    await play(pipeline, [whole, again]);
    const more = { context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] } };
    const { bytes } = await send(pipeline, bodyAfter([whole, again], { more }));
    expect(outputsOf(bytes)[1]).not.toContain('[headroom: ');
  });

  it('another process wrote the reference first, for a body with the earlier text: this one keeps it whole', async () => {
    const folder = temporaryFolder();
    await play(world(folder).pipeline, [whole, again]);
    const late = world(folder);
    const cleared = bodyAfter([whole, again], { cleared: [0] });
    const first = await send(blindPipeline(late), cleared);
    expect(outputsOf(first.bytes)[1]).toBe(again.output);
    expect((await send(world(folder).pipeline, cleared)).bytes.equals(first.bytes)).toBe(true);
  });

  it('another process wrote the reference and what is sent without it: this one sends the same', async () => {
    const folder = temporaryFolder();
    const other = world(folder).pipeline;
    await play(other, [whole, again]);
    const cleared = bodyAfter([whole, again], { cleared: [0] });
    const { bytes } = await send(other, cleared);
    const late = world(folder);
    expect((await send(blindPipeline(late), cleared)).bytes.equals(bytes)).toBe(true);
    expect(outputsOf(bytes)[1]).not.toBe(again.output);
  });
});
