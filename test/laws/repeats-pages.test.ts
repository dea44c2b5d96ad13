// A page after a click: the same tree but for what changed, compared in the short form in which the earlier one was sent.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { handleFor } from '../../src/ccr/handle.ts';
import { pageShort } from '../../src/compress/page/page-short.ts';
import { xmlShort } from '../../src/compress/xml/xml-short.ts';
import { restoreRepeat } from '../../src/compress/repeat/restore-repeat.ts';
import { anthropicMessages } from '../../src/wire/anthropic-messages.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { bodyAfter, outputsOf, type ToolCall } from './conversation.ts';
import { openWorld } from './world.ts';

const PAGE = fileURLToPath(
  new URL('../fixtures/content/page/playwright-orders.txt', import.meta.url),
);
const before = readFileSync(PAGE, 'utf8');
const after = before.replace('"Shipped" [ref', '"Shipped" [checked] [active] [ref');
const snapshot = (output: string): ToolCall => ({
  name: 'mcp__playwright__browser_snapshot',
  input: {},
  output,
});

function openedWorld() {
  const world = openWorld(temporaryFolder());
  onTestFinished(() => {
    world.close();
    expect(world.faults).toEqual([]);
  });
  const send = (bytes: Buffer) =>
    world.pipeline.prepare({ wire: anthropicMessages, bytes, purpose: 'send' });
  return { ...world, send };
}

it('a page after a click is what changed in it, and gives the whole page back', async () => {
  const { send, original } = openedWorld();
  const calls = [snapshot(before), snapshot(after)];
  await send(bodyAfter(calls.slice(0, 1)));
  const { bytes } = await send(bodyAfter(calls));
  const [first = '', second = ''] = outputsOf(bytes);
  expect(pageShort.expand?.(first)).toBe(before);
  const [head = '', ...rest] = second.split('\n');
  expect(head).toContain(
    'unchanged in the earlier full result of mcp__playwright__browser_snapshot;',
  );
  expect(rest).toContain('    checkbox "Shipped" [checked] [active] e38');
  expect(rest.length).toBeLessThan(6);
  expect(pageShort.expand?.(restoreRepeat(rest.join('\n'), first))).toBe(after);
  expect(original(handleFor(after))).toBe(after);
});

it('it comes back whole, and short, once the earlier page has left the conversation', async () => {
  const { send } = openedWorld();
  const calls = [snapshot(before), snapshot(after)];
  await send(bodyAfter(calls.slice(0, 1)));
  await send(bodyAfter(calls));
  const { bytes } = await send(bodyAfter(calls, { cleared: [0] }));
  expect(pageShort.expand?.(outputsOf(bytes)[1] ?? '')).toBe(after);
});

it('of a page whose addresses are written otherwise no line is said to be the same', async () => {
  const { send } = openedWorld();
  const moved = before.replaceAll('/own/orders/', '/own/returns/');
  const calls = [snapshot(before), snapshot(moved)];
  await send(bodyAfter(calls.slice(0, 1)));
  const { bytes } = await send(bodyAfter(calls));
  const [first = '', second = ''] = outputsOf(bytes);
  expect([first, second].map((text) => /\^: (\S+)\]/.exec(text)?.[1])).toEqual([
    '/own/orders/',
    '/own/returns/',
  ]);
  expect(pageShort.expand?.(second)).toBe(moved);
});

it('a screen after a tap is what changed on it, too', async () => {
  const { send } = openedWorld();
  const file = new URL('../fixtures/content/xml/uiautomator.xml', import.meta.url);
  const screen = readFileSync(file, 'utf8');
  const tapped = screen.replace('checked="false"', 'checked="true"');
  expect(tapped).not.toBe(screen);
  const dump = (output: string): ToolCall => ({ name: 'mcp__phone__dump_ui', input: {}, output });
  const calls = [dump(screen), dump(tapped)];
  await send(bodyAfter(calls.slice(0, 1)));
  const [first = '', second = ''] = outputsOf((await send(bodyAfter(calls))).bytes);
  expect(xmlShort.expand?.(first)).toBe(screen);
  const rest = second.split('\n').slice(1);
  expect(second.length).toBeLessThan(first.length / 4);
  expect(xmlShort.expand?.(restoreRepeat(rest.join('\n'), first))).toBe(tapped);
});
