import { get_encoding } from 'tiktoken';
import { expect, it, onTestFinished } from 'vitest';
import { createWorkerEngine } from '../../src/engine/worker-engine.ts';
import { createPromptCounter } from '../../src/engine/count-prompt.ts';
import { workerModule } from '../../src/engine/worker-module.ts';
import { promptTexts } from '../../src/wire/prompt-texts.ts';
import { FORMATS, longLog } from '../laws/bodies.ts';

it('counts every text of a body in the worker, as another tokenizer does', async () => {
  const engine = createWorkerEngine({ module: workerModule(), onFault: () => {}, warmsUp: false });
  const encoding = get_encoding('o200k_base');
  onTestFinished(async () => {
    encoding.free();
    await engine.close();
  });
  for (const { conversation, bodyWith } of FORMATS) {
    for (const body of [...conversation, bodyWith(longLog(40)), bodyWith(longLog(40))]) {
      const texts = promptTexts(JSON.parse(String(body)));
      const tokens = texts?.reduce((sum, text) => sum + encoding.encode(text, [], []).length, 0);
      expect(await engine.countPrompt(body)).toBe(tokens);
    }
  }
});

it('gives nothing for what is no body, too much of one, or cannot be counted', async () => {
  const engine = createWorkerEngine({ module: workerModule(), onFault: () => {}, warmsUp: false });
  onTestFinished(() => engine.close());
  const image = { messages: [{ content: [{ type: 'image' }] }] };
  const bodies = ['not JSON', 'null', JSON.stringify(image), ' '.repeat(5_000_000) + '{}'];
  for (const body of bodies) expect(await engine.countPrompt(Buffer.from(body))).toBeUndefined();
});

it('counts a long text that it has met before no second time', () => {
  const counted: string[] = [];
  const count = createPromptCounter();
  const countTokens = (text: string): number => counted.push(text);
  const body = (...said: string[]): Buffer =>
    Buffer.from(JSON.stringify({ messages: said.map((content) => ({ content })) }));
  const [one, two] = [longLog(20, 'one'), longLog(20, 'two')];
  count(body(one, 'short'), countTokens);
  count(body(one, 'short', two), countTokens);
  expect(counted).toEqual([one, 'short', 'short', two]);
});
