// All surfaces say the same about one scripted run, and it is what the raw bytes at the provider say.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { get_encoding } from 'tiktoken';
import { expect, it, onTestFinished } from 'vitest';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import { FORMATS, longLog } from '../laws/bodies.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const TEXTS = 25;

interface Dialect {
  readonly path: string;
  /** The tool output of a body of `bodyWith`. */
  readonly outputOf: (body: never) => string;
  /** An answer that reports this usage. */
  readonly answer: (usage: Usage) => unknown;
}

interface Usage {
  readonly plain: number;
  readonly cached: number;
  readonly output: number;
}

type Deep = Record<string, never> & { readonly [index: number]: never };

/** Written down once more, so that a fault in how headroom reads a format cannot hide itself. */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  'anthropic-messages': {
    path: '/v1/messages',
    outputOf: (body: Deep) => body['messages']?.[2]?.['content']?.[0]?.['content'] ?? '',
    answer: ({ plain, cached, output }) => ({
      usage: { input_tokens: plain, cache_read_input_tokens: cached, output_tokens: output },
    }),
  },
  'openai-chat': {
    path: '/v1/chat/completions',
    outputOf: (body: Deep) => body['messages']?.[3]?.['content'] ?? '',
    answer: ({ plain, cached, output }) => ({
      usage: {
        prompt_tokens: plain + cached,
        completion_tokens: output,
        prompt_tokens_details: { cached_tokens: cached },
      },
    }),
  },
  'openai-responses': {
    path: '/v1/responses',
    outputOf: (body: Deep) => body['input']?.[3]?.['output'] ?? '',
    answer: ({ plain, cached, output }) => ({
      usage: {
        input_tokens: plain + cached,
        output_tokens: output,
        input_tokens_details: { cached_tokens: cached },
      },
    }),
  },
  'gemini-generate': {
    path: '/v1beta/models/gemini-2.5-pro:generateContent',
    outputOf: (body: Deep) =>
      body['contents']?.[2]?.['parts']?.[0]?.['functionResponse']?.['response']?.['output'] ?? '',
    answer: ({ plain, cached, output }) => ({
      usageMetadata: {
        promptTokenCount: plain + cached,
        cachedContentTokenCount: cached,
        candidatesTokenCount: output,
      },
    }),
  },
};

it('agree to the token on 200 requests in four formats', async () => {
  const provider = await startProvider();
  const { headroomHome, project } = temporaryHome();
  const env = { HEADROOM_HOME: headroomHome };
  const urls = { anthropicUrl: provider.url, openaiUrl: provider.url, geminiUrl: provider.url };
  const settings = resolveSettings({ flags: { port: '0', ...urls }, env });
  const running = await startHeadroom({ settings });
  onTestFinished(() => running.close({ graceMs: 0 }));

  for (const round of [0, 1]) {
    for (let text = 0; text < TEXTS; text++) {
      for (const format of FORMATS) {
        const body = format.bodyWith(longLog(90 + text * 3, `${format.wire.name}-${text}`));
        await post(running.url + (DIALECTS[format.wire.name]?.path ?? ''), body);
        if (round === 0) provider.expectFrom(body);
      }
    }
  }
  expect(provider.seen).toHaveLength(200);
  const handles = provider.seen.flatMap(({ text }) => /[0-9a-f]{12}/.exec(text)?.[0] ?? []);
  for (const [n, handle] of handles.slice(0, 5).entries()) {
    const slice = n === 0 ? ['--lines', '1-2'] : [];
    expect((await runCommand(['retrieve', handle, ...slice], { env, cwd: project })).code).toBe(0);
  }

  // Counts are taken behind the requests.
  const expected = provider.expected();
  await expect
    .poll(() => running.report().newInput, { timeout: 20_000 })
    .toMatchObject(expected.newInput);
  const session = running.report();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const stats = await json(`${running.url}/stats?all`);
  const dashboard = await json(`${running.url}/dashboard/data?all`);
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  const printed = await runCommand(['perf', '--all', '--json'], { env, cwd: project });
  const perf = JSON.parse(printed.stdout) as PerfReport;

  expect(perf).toMatchObject(expected);
  expect(perf.retrievals).toMatchObject({ whole: 4, sliced: 1 });
  expect(perf.cache.prefixRewritesByUs).toBe(0);
  expect(stats).toEqual({ ...perf, store: expect.anything() });
  expect(dashboard).toMatchObject({ report: stats });
  // A session knows what went through it; what was handed out elsewhere is not in it.
  const elsewhere = { store: null, retrievals: null, window: null };
  expect({ ...session, ...elsewhere }).toEqual({ ...perf, ...elsewhere });
  const { newInput, wholeRequests, cache } = expected;
  for (const line of [
    `headroom_new_input_tokens_total{stage="before"} ${newInput.tokensBefore}`,
    `headroom_new_input_tokens_total{stage="after"} ${newInput.tokensAfter}`,
    `headroom_request_tokens_total{stage="before"} ${wholeRequests.tokensBefore}`,
    `headroom_request_tokens_total{stage="after"} ${wholeRequests.tokensAfter}`,
    `headroom_provider_tokens_total{billed="cacheRead"} ${cache.readTokens}`,
    'headroom_retrievals_total{extent="whole"} 4',
  ]) {
    expect(metrics.split('\n')).toContain(line);
  }
}, 60_000);

/** Answers in every format, every ninth time with 429, and keeps what arrived. */
async function startProvider() {
  const encoding = get_encoding('o200k_base');
  onTestFinished(() => encoding.free());
  const tokensOf = (text: string): number => encoding.encode(text, [], []).length;
  const seen: { text: string; format: string; usage: Usage | undefined }[] = [];
  const sentFirst: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [format, dialect] = dialectOf(request.url ?? '');
      const text = dialect.outputOf(JSON.parse(String(Buffer.concat(chunks))) as never);
      const isRefused = seen.length % 9 === 8;
      const usage = isRefused
        ? undefined
        : { plain: 500 + seen.length, cached: seen.length >= 100 ? 4_000 : 0, output: 7 };
      seen.push({ text, format, usage });
      response.writeHead(isRefused ? 429 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(usage === undefined ? {} : dialect.answer(usage)));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  function expected() {
    const before = sentFirst.map(tokensOf);
    const after = seen.slice(0, sentFirst.length).map(({ text }) => tokensOf(text));
    const answered = seen.flatMap(({ usage }, n) =>
      usage === undefined ? [] : [{ usage, text: n % sentFirst.length }],
    );
    const prompt = sum(answered, ({ usage }) => usage.plain + usage.cached);
    const saved = sum(answered, ({ text }) => (before[text] ?? 0) - (after[text] ?? 0));
    return {
      requests: { total: 200, send: 200, changed: 200, failed: seen.length - answered.length },
      newInput: {
        texts: sentFirst.length,
        replacedTexts: sentFirst.length,
        tokensBefore: sum(before, (tokens) => tokens),
        tokensAfter: sum(after, (tokens) => tokens),
      },
      wholeRequests: { tokensBefore: prompt + saved, tokensAfter: prompt },
      cache: {
        readTokens: sum(answered, ({ usage }) => usage.cached),
        uncachedTokens: sum(answered, ({ usage }) => usage.plain),
        outputTokens: sum(answered, ({ usage }) => usage.output),
      },
    };
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    expected,
    expectFrom: (body: Buffer) => {
      const { format } = seen.at(-1) ?? { format: '' };
      sentFirst.push(DIALECTS[format]?.outputOf(JSON.parse(String(body)) as never) ?? '');
    },
  };
}

function dialectOf(path: string): readonly [string, Dialect] {
  const found = Object.entries(DIALECTS).find(([, dialect]) => path.endsWith(dialect.path));
  if (found === undefined) throw new Error(`An unexpected path: ${path}`);
  return found;
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

async function post(url: string, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.arrayBuffer();
}

async function json(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}
