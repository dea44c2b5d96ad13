// Frames that ask for a response, on their way through the real pipeline.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PrepareRequest } from '../../../src/pipeline/prepared.ts';
import { openWorld, type World } from '../../laws/world.ts';
import { temporaryFolder } from '../../helpers/temporary-home.ts';
import { longLog } from '../../laws/bodies.ts';
import { readWireBodies, readWireEvents } from '../../wire/wire-fixtures.ts';
import { type Connection, type SocketPair, startSocketPair } from './socket-pair.ts';

const OUTPUT = longLog(400);
const TOOLS = [{ type: 'function', name: 'bash', parameters: { type: 'object' } }];
const ASKED = {
  type: 'response.create',
  model: 'gpt-5.2',
  tools: TOOLS,
  input: [{ role: 'user', content: 'Why did the third import job become slow?' }],
};
const USAGE = { input: 252, output: 61, cacheRead: 2048 };

const answered = (id: string, output: readonly object[]) => ({
  type: 'response.completed',
  response: {
    id,
    output,
    usage: {
      input_tokens: 2300,
      input_tokens_details: { cached_tokens: 2048 },
      output_tokens: 61,
    },
  },
});

const called = (command: string) => ({
  type: 'function_call',
  call_id: 'call_1',
  name: 'bash',
  arguments: JSON.stringify({ command }),
});

const resulting = (output: string, callId = 'call_1') => ({
  type: 'response.create',
  model: 'gpt-5.2',
  previous_response_id: 'resp_1',
  input: [{ type: 'function_call_output', call_id: callId, output }],
});

/** Closed before its folder goes. */
function openedWorld(): World {
  const world = openWorld(temporaryFolder());
  onTestFinished(() => world.close());
  return world;
}

/** A provider that calls a tool in its first answer and ends with its second. */
async function startConversation(command: string, more: object = {}): Promise<SocketPair> {
  const world = openedWorld();
  let asked = 0;
  return startSocketPair({
    pipeline: world.pipeline,
    ...more,
    server: {
      onFrame: (frame, socket) => {
        if (JSON.parse(frame.toString()).type !== 'response.create') return;
        asked += 1;
        socket.send(JSON.stringify({ type: 'response.created', response: { usage: null } }));
        if (asked === 1) {
          socket.send(JSON.stringify({ type: 'response.output_item.done', item: called(command) }));
        }
        const output = asked === 1 ? [called(command)] : [];
        socket.send(JSON.stringify(answered(`resp_${asked}`, output)));
      },
    },
  });
}

/** Sends a frame and waits for the answer to end. */
async function turn({ socket, next }: Connection, frame: object): Promise<void> {
  socket.send(JSON.stringify(frame));
  while (JSON.parse((await next()).toString()).type !== 'response.completed');
}

async function outputSent(pair: SocketPair, first: object = ASKED): Promise<string> {
  const connection = await pair.connect();
  await turn(connection, first);
  await turn(connection, resulting(OUTPUT));
  const [, frame] = pair.server.frames;
  const { previous_response_id: before, input } = JSON.parse(String(frame));
  expect(before).toBe('resp_1');
  return input[0].output;
}

describe('a tool output', () => {
  it('is made smaller, and the marker names a tool that an earlier frame declared', async () => {
    const sent = await outputSent(await startConversation('./run.sh'));
    expect(sent.length).toBeLessThan(OUTPUT.length / 2);
    expect(sent).toContain('headroom retrieve');
  });

  it('is judged by the question that an earlier frame asked', async () => {
    const { pipeline } = openedWorld();
    const asked: (string | undefined)[] = [];
    const pair = await startConversation('./run.sh', {
      pipeline: {
        prepare: async (request: PrepareRequest) => {
          const prepared = await pipeline.prepare(request);
          asked.push(prepared.question);
          return prepared;
        },
      },
    });
    await outputSent(pair);
    expect(asked).toEqual([ASKED.input[0]?.content, ASKED.input[0]?.content]);
  });

  it('loses nothing when it is a file that was read', async () => {
    expect(await outputSent(await startConversation('cat src/jobs.ts'))).toBe(OUTPUT);
  });

  it('loses nothing when it was fetched back', async () => {
    const command = 'headroom retrieve a1b2c3d4e5f6';
    expect(await outputSent(await startConversation(command))).toBe(OUTPUT);
  });

  it('loses nothing when its call was made where nobody listened: it may be any file', async () => {
    const pair = await startConversation('./run.sh');
    const connection = await pair.connect();
    await turn(connection, ASKED);
    await turn(connection, resulting(OUTPUT, 'call_0'));
    expect(String(pair.server.frames[1])).toContain('job 399 finished');
    expect(String(pair.server.frames[1])).not.toContain('headroom retrieve');
    await pair.nextExchange();
    expect(await pair.nextExchange()).toMatchObject({ reason: 'nothing-to-replace' });
  });

  it.each([
    ['the client asked for no change', { headers: { 'x-headroom-bypass': 'true' } }, {}],
    ['nothing is compressed', {}, { compress: false }],
    ['the pipeline throws', {}, { pipeline: { prepare: () => Promise.reject(new Error('no')) } }],
    ['the frame is too large to be read', {}, { limits: { bodyBytes: 1_000 } }],
  ])('goes out as it came when %s', async (_, client, proxy) => {
    const pair = await startConversation('./run.sh', proxy);
    const connection = await pair.connect(client);
    await turn(connection, ASKED);
    const frame = resulting(OUTPUT);
    await turn(connection, frame);
    expect(String(pair.server.frames[1])).toBe(JSON.stringify(frame));
  });
});

describe('what is reported', () => {
  it('is one exchange for every answer, with its tokens', async () => {
    const pair = await startConversation('./run.sh');
    const connection = await pair.connect({
      headers: { 'user-agent': 'codex_exec/0.169.0 (Debian)', 'session-id': 'session-1' },
    });
    await turn(connection, ASKED);
    connection.socket.send('{"type":"response.cancel"}');
    await turn(connection, resulting(OUTPUT));
    const same = {
      provider: 'openai',
      wire: 'openai-responses',
      model: 'gpt-5.2',
      purpose: 'send',
      status: 200,
      userAgent: 'codex_exec/0.169.0 (Debian)',
      conversation: 'session-1',
      path: '/v1/responses',
      usage: USAGE,
    };
    expect(await pair.nextExchange()).toMatchObject(same);
    const second = await pair.nextExchange();
    expect(second).toMatchObject(same);
    expect(second.segments[0]).toMatchObject({ tool: 'bash', zone: 'live' });
    expect(second.bytesSent).toBeLessThan(second.bytesReceived);
    expect(pair.exchanges).toHaveLength(2);
  });

  it('has the first byte with the first event of an answer, not with its last', async () => {
    const pair = await startSocketPair({
      server: {
        onFrame: (_, socket) => {
          socket.send('{"type":"response.created"}');
          setTimeout(() => socket.send('{"type":"response.completed"}'), 100);
        },
      },
    });
    const { socket } = await pair.connect();
    socket.send(JSON.stringify(ASKED));
    const { firstByteMs = Infinity, totalMs } = await pair.nextExchange();
    expect(totalMs - firstByteMs).toBeGreaterThan(50);
  });

  it.each([
    ['{"type":"error","status":429,"error":{"code":"rate_limit"}}', 429],
    ['{"type":"error","error":{"message":"no"}}', 500],
  ])('is the status of an error: %s', async (event, status) => {
    const pair = await startSocketPair({
      server: { onFrame: (_, socket) => socket.send(event) },
    });
    const { socket, next } = await pair.connect();
    socket.send(JSON.stringify(ASKED));
    expect(String(await next())).toBe(event);
    expect(await pair.nextExchange()).toMatchObject({ status });
  });

  it.each([
    ['client', 'aborted'],
    ['provider', 'cut'],
  ] as const)('is an answer that never ended, when the %s leaves', async (side, how) => {
    const pair = await startSocketPair();
    const { socket } = await pair.connect();
    socket.send(JSON.stringify(ASKED));
    await pair.server.gotFrames(1);
    (side === 'client' ? socket : pair.server.sockets[0])?.terminate();
    expect(await pair.nextExchange()).toMatchObject({ [how]: true });
  });
});

describe('recorded frames', () => {
  const bodies = readWireBodies('openai-responses').filter(({ name }) => name.includes('frame'));

  it('of every agent arrive; sealed parts byte for byte, orphans without loss', async () => {
    const world = openedWorld();
    const pair = await startSocketPair({ pipeline: world.pipeline });
    const { socket } = await pair.connect();
    for (const { bytes } of bodies) socket.send(bytes, { binary: false });
    await pair.server.gotFrames(bodies.length);
    for (const [index, { bytes }] of bodies.entries()) {
      const [sent, came] = [pair.server.frames[index] ?? Buffer.alloc(0), bytes].map((each) =>
        JSON.parse(each.toString()),
      );
      for (const body of [sent, came]) for (const item of body.input) delete item.output;
      expect(sent).toEqual(came);
      expect(String(pair.server.frames[index])).not.toContain('headroom retrieve');
    }
  });

  it('of a provider arrive untouched', async () => {
    const events = readWireEvents('openai-responses/stream.sse').map(({ bytes }) => bytes);
    const pair = await startSocketPair({
      server: {
        onFrame: (_, socket) => events.forEach((event) => socket.send(event, { binary: false })),
      },
    });
    const { socket, next } = await pair.connect();
    socket.send(JSON.stringify(ASKED));
    for (const event of events) expect(await next()).toEqual(event);
    expect(await pair.nextExchange()).toMatchObject({ usage: USAGE });
  });
});
