// A request that went out before it was decided about: what the provider has read so is what it reads ever after.
import { expect, it, onTestFinished } from 'vitest';
import type { CompressionEngine } from '../../src/pipeline/ports.ts';
import type { Pipeline, Prepared } from '../../src/pipeline/prepared.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from '../laws/bodies.ts';
import { bodyAfter, outputsOf } from '../laws/conversation.ts';
import { openWorld, VANDAL } from '../laws/world.ts';
import { startPair, type ProxyPair } from './proxy-pair.ts';

const LOG = longLog(60);
const CALL = { name: 'Bash', input: { command: 'tail app.log' }, output: LOG };
const NEXT = { name: 'Bash', input: { command: 'tail other.log' }, output: `${LOG}\nthe end` };

it('a text that was sent as it is, for it took too long, is sent so on every later turn', async () => {
  const { engine, open } = gatedEngine();
  const { pipeline } = openedWorld(engine);
  const answers: Promise<Prepared>[] = [];
  const hasty = await startPair({
    pipeline: noting(pipeline, answers),
    limits: { prepareTimeoutMs: 20 },
  });
  expect(await outputsSent(hasty, bodyAfter([CALL]))).toEqual([LOG]);
  open();
  const [late] = await Promise.all(answers);
  expect(late?.segments[0]?.decision).toEqual({ action: 'keep', reason: 'too-late' });
  const patient = await startPair({ pipeline });
  expect(await outputsSent(patient, bodyAfter([CALL]))).toEqual([LOG]);
  expect(await outputsSent(patient, bodyAfter([CALL, NEXT]))).toEqual([LOG, 'X']);
});

it('an answer whose decisions are written down is waited for', async () => {
  const bytes = bodyAfter([{ ...CALL, output: 'short' }]);
  const pipeline: Pipeline = {
    prepare: async ({ claim }) => {
      expect(claim?.()).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 60));
      return { bytes, changed: true, segments: [] };
    },
  };
  const pair = await startPair({ pipeline, limits: { prepareTimeoutMs: 20 } });
  expect(await outputsSent(pair, bodyAfter([CALL]))).toEqual(['short']);
});

/** An engine that goes on when it is told to. */
function gatedEngine() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const engine: CompressionEngine = {
    ...VANDAL,
    compress: async (job) => {
      await opened;
      return VANDAL.compress(job);
    },
  };
  return { engine, open };
}

function openedWorld(engine: CompressionEngine) {
  const world = openWorld(temporaryFolder(), engine);
  onTestFinished(() => world.close());
  return world;
}

function noting(pipeline: Pipeline, answers: Promise<Prepared>[]): Pipeline {
  return {
    prepare: (request) => {
      const answer = pipeline.prepare(request);
      answers.push(answer);
      return answer;
    },
  };
}

/** The outputs of the body that reached the provider. */
async function outputsSent(pair: ProxyPair, body: Buffer): Promise<readonly string[]> {
  const before = pair.upstream.requests.length;
  const response = await fetch(`${pair.proxy.url}/v1/messages`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/json' },
  });
  await response.arrayBuffer();
  const sent = await pair.upstream.requests[before]?.body();
  return outputsOf(sent ?? Buffer.from(''));
}
