// A body with thousands of new texts keeps nobody else waiting: all of it happens on the thread that answers the others, too.
import { expect, it, onTestFinished } from 'vitest';
import { markers } from '../../src/ccr/markers.ts';
import { createGiveWay } from '../../src/engine/give-way.ts';
import { createPipeline } from '../../src/pipeline/prepare.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { longLog } from '../laws/bodies.ts';
import { bodyOfOneTurn, outputsOf } from '../laws/conversation.ts';
import { engineThat, openWorld } from '../laws/world.ts';
import { startPair } from './proxy-pair.ts';

const TEXTS = 1_500;
const LEAST_ANSWERS = 5;

it('other requests are answered while a body with thousands of new texts is made smaller', async () => {
  const log = longLog(30);
  const calls = Array.from({ length: TEXTS }, (_, at) => ({
    name: 'Bash',
    input: { command: `tail ${at}.log` },
    output: `${log}\nthe end of number ${at}`,
  }));
  const bytes = bodyOfOneTurn(calls);
  const answers = { sofar: 0, atStart: 0, meanwhile: 0 };
  const pipeline = halvingPipeline();
  const { proxy, upstream } = await startPair({
    pipeline: {
      prepare: (request) => {
        answers.atStart = answers.sofar;
        return pipeline.prepare(request);
      },
    },
    script: async (request, reply) => {
      answers.meanwhile = answers.sofar - answers.atStart;
      await request.body();
      reply.send({ body: '{}' });
    },
  });
  let isOver = false;
  const polling = (async () => {
    while (!isOver) {
      await (await fetch(`${proxy.url}/livez`)).arrayBuffer();
      answers.sofar += 1;
    }
  })();
  const response = await fetch(`${proxy.url}/v1/messages`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/json' },
  });
  isOver = true;
  await polling;
  expect(response.status).toBe(200);
  expect(answers.meanwhile).toBeGreaterThanOrEqual(LEAST_ANSWERS);
  const sent = await upstream.requests[0]?.body();
  expect(outputsOf(sent ?? Buffer.from('')).map((text) => text.length)).toEqual(
    calls.map(({ output }) => halfOf(output).length),
  );
}, 60_000);

const halfOf = (text: string): string => text.slice(text.length / 2);

/** Asks no other thread, so that every pause is one that this thread makes by itself. */
function halvingPipeline() {
  const engine = engineThat((text) => ({
    action: 'replace',
    text: halfOf(text),
    by: 'half',
    kind: 'log',
    fidelity: 'exact',
    lost: [],
    tokensBefore: text.length,
    tokensAfter: text.length / 2,
  }));
  const world = openWorld(temporaryFolder(), engine);
  onTestFinished(() => world.close());
  return createPipeline({
    ledger: world.ledger,
    markers,
    engine,
    profile: 'balanced',
    onFault: (_where, error) => {
      throw error;
    },
    giveWay: createGiveWay(),
  });
}
