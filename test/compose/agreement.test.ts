// All surfaces say the same about one scripted run, and it is what the raw bytes at the provider say.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { get_encoding } from 'tiktoken';
import { expect, it, onTestFinished } from 'vitest';
import { startHeadroom } from '../../src/compose/start-headroom.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { summaryLine } from '../../commands/wrap/summary.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';
import { pricesOf } from '../../src/telemetry/prices/prices-of.ts';
import { FORMATS, longLog } from '../laws/bodies.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';

const TEXTS = 25;

interface Dialect {
  readonly path: string;
  /** The tool output of a body of `bodyWith`. */
  readonly outputOf: (body: never) => string;
  /** Everything that a model reads of such a body. */
  readonly promptOf: (body: unknown) => readonly unknown[];
  /** Of its model, and how many tokens it makes of one of o200k. */
  readonly family: string;
  readonly ratio: number;
  readonly model: string;
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
    promptOf: (body) => [
      at(body, 'tools'),
      at(body, 'messages', 0, 'content'),
      'Bash',
      at(body, 'messages', 1, 'content', 0, 'input'),
      at(body, 'messages', 2, 'content', 0, 'content'),
    ],
    family: 'claude',
    ratio: 1.27,
    model: 'claude-sonnet-4-5',
    answer: ({ plain, cached, output }) => ({
      usage: { input_tokens: plain, cache_read_input_tokens: cached, output_tokens: output },
    }),
  },
  'openai-chat': {
    path: '/v1/chat/completions',
    outputOf: (body: Deep) => body['messages']?.[3]?.['content'] ?? '',
    promptOf: (body) => [
      at(body, 'tools'),
      at(body, 'messages', 0, 'content'),
      at(body, 'messages', 1, 'content'),
      'Bash',
      at(body, 'messages', 2, 'tool_calls', 0, 'function', 'arguments'),
      at(body, 'messages', 3, 'content'),
    ],
    family: 'gpt',
    ratio: 1.04,
    model: 'gpt-5.2',
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
    promptOf: (body) => [
      at(body, 'tools'),
      at(body, 'input', 0, 'content', 0, 'text'),
      'Bash',
      at(body, 'input', 2, 'arguments'),
      at(body, 'input', 3, 'output'),
    ],
    family: 'gpt',
    ratio: 0.97,
    model: 'gpt-5.2',
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
    promptOf: (body) => [
      at(body, 'tools'),
      at(body, 'contents', 0, 'parts', 0, 'text'),
      'Bash',
      at(body, 'contents', 1, 'parts', 0, 'functionCall', 'args'),
      'Bash',
      at(body, 'contents', 2, 'parts', 0, 'functionResponse', 'response', 'output'),
    ],
    family: 'gemini',
    // More than a tokenizer can make of a text: it has read something else.
    ratio: 3.2,
    model: 'gemini-2.5-pro',
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
    .poll(() => running.report().requests, { timeout: 20_000 })
    .toMatchObject(expected.requests);
  const session = running.report();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const stats = await json(`${running.url}/stats?all`);
  const dashboard = await json(`${running.url}/dashboard/data?all`);
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  const printed = await runCommand(['perf', '--all', '--json'], { env, cwd: project });
  const perf = JSON.parse(printed.stdout) as PerfReport;
  const csv = await runCommand(['perf', '--all', '--csv'], { env, cwd: project });
  const text = await runCommand(['perf', '--all', '--format', 'text'], { env, cwd: project });
  const { savedUsd, ...counts } = expected;

  expect(perf).toMatchObject(counts);
  expect(perf.money.savedUsd).toBeCloseTo(savedUsd, 7);
  expect(perf.money.netSavedUsd).toBeCloseTo(savedUsd, 7);
  expect(sumOf(perf.byModel, 'netSavedUsd')).toBeCloseTo(savedUsd, 7);
  expect(columnSum(csv.stdout, 'netSavedUsd')).toBeCloseTo(savedUsd, 7);
  expect(columnSum(csv.stdout, 'wholeRequestTokensBefore')).toBe(
    expected.wholeRequests.tokensBefore,
  );
  expect(columnSum(csv.stdout, 'newInputModelTokensBefore')).toBe(
    expected.newInput.modelTokens.tokensBefore,
  );
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
    `headroom_saved_dollars_total ${perf.money.savedUsd}`,
  ]) {
    expect(metrics.split('\n')).toContain(line);
  }
  for (const { family, ratio, isEstimated, requests } of perf.calibration) {
    const line = `headroom_model_tokens_per_own_token{family="${family}"} ${ratio}`;
    expect(metrics.split('\n').includes(line)).toBe(isEstimated);
    const words = `${family}: ${ratio.toFixed(2)} for one of o200k (estimated from ${requests} requests)`;
    expect(text.stdout.includes(words)).toBe(isEstimated);
    expect(text.stdout.includes(`${family}: not known yet`)).toBe(!isEstimated);
  }
  expect(summaryLine(session)).toContain(' saved (estimated)');
}, 60_000);

/** Answers in every format, every ninth time with 429, and keeps what arrived. */
async function startProvider() {
  const encoding = get_encoding('o200k_base');
  onTestFinished(() => encoding.free());
  const tokensOf = (text: string): number => encoding.encode(text, [], []).length;
  const seen: Seen[] = [];
  const sentFirst: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [format, dialect] = dialectOf(request.url ?? '');
      const body = JSON.parse(String(Buffer.concat(chunks))) as never;
      const text = dialect.outputOf(body);
      const isRefused = seen.length % 9 === 8;
      const own = sum(dialect.promptOf(body), (part) => tokensOf(jsonText(part)));
      const usage = isRefused ? undefined : usageFor(own, seen.length, dialect.ratio);
      seen.push({ text, format, usage, own });
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
    const families = ['gpt', 'claude', 'gemini'].map((family) => expectedOf(family, before, after));
    return {
      savedUsd: sum(families, (family) => family.savedUsd),
      calibration: expect.arrayContaining(families.map(({ calibration }) => calibration)) as never,
      requests: { total: 200, send: 200, changed: 200, failed: seen.length - answered.length },
      newInput: {
        texts: sentFirst.length,
        replacedTexts: sentFirst.length,
        tokensBefore: sum(before, (tokens) => tokens),
        tokensAfter: sum(after, (tokens) => tokens),
        modelTokens: {
          tokensBefore: sum(families, ({ newBefore }) => newBefore),
          tokensAfter: sum(families, ({ newAfter }) => newAfter),
        },
      },
      wholeRequests: {
        tokensBefore: prompt + sum(families, ({ leftOut }) => leftOut),
        tokensAfter: prompt,
      },
      cache: {
        readTokens: sum(answered, ({ usage }) => usage.cached),
        uncachedTokens: sum(answered, ({ usage }) => usage.plain),
        outputTokens: sum(answered, ({ usage }) => usage.output),
      },
    };
  }

  /** One family: its ratio out of what was answered and sent, and what follows from it. */
  function expectedOf(family: string, before: readonly number[], after: readonly number[]) {
    const all = seen.flatMap(({ format, usage, own }, n) => {
      const dialect = DIALECTS[format];
      const text = n % before.length;
      const saved = (before[text] ?? 0) - (after[text] ?? 0);
      return dialect?.family === family ? [{ dialect, usage, own, n, text, saved }] : [];
    });
    const answered = all.flatMap(({ usage, ...rest }) => (usage ? [{ usage, ...rest }] : []));
    const counted = answered.filter(({ usage, own }) => {
      const ratio = (usage.plain + usage.cached) / own;
      return ratio >= 0.5 && ratio <= 2.5;
    });
    const requests = counted.length;
    const ownTokens = sum(counted, ({ own }) => own);
    const providerTokens = sum(counted, ({ usage }) => usage.plain + usage.cached);
    const isEstimated = requests >= 5 && ownTokens >= 20_000;
    const ratio = isEstimated ? providerTokens / ownTokens : 1;
    const firsts = all.filter(({ n }) => n < before.length);
    const nano = sum(answered, ({ dialect, n, usage, saved }) => {
      const prices = pricesOf(dialect.model);
      const isCached = n >= before.length && usage.cached > 0;
      return saved * (prices?.[isCached ? 'cacheRead' : 'input'] ?? NaN) * 1000;
    });
    return {
      calibration: { family, ratio, isEstimated, requests, ownTokens, providerTokens },
      leftOut: Math.round(ratio * sum(answered, ({ saved }) => saved)),
      newBefore: Math.round(ratio * sum(firsts, ({ text }) => before[text] ?? 0)),
      newAfter: Math.round(ratio * sum(firsts, ({ text }) => after[text] ?? 0)),
      savedUsd: (ratio * nano) / 1e9,
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

interface Seen {
  readonly text: string;
  readonly format: string;
  readonly usage: Usage | undefined;
  /** o200k tokens of the body. */
  readonly own: number;
}

/** Some requests seem to be much longer than what was sent. */
function hasMore(n: number): boolean {
  return n % 20 === 7;
}

function usageFor(own: number, n: number, ratio: number): Usage {
  const prompt = Math.round(own * ratio) + (n % 5) + (hasMore(n) ? 30_000 : 0);
  const cached = n >= 100 ? Math.floor(prompt / 2) : 0;
  return { plain: prompt - cached, cached, output: 7 };
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inside, name) => (inside as Record<string | number, unknown>)[name], value);
}

function jsonText(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}

function sumOf<Name extends string>(
  rows: readonly Readonly<Record<Name, number | null>>[],
  name: Name,
): number {
  return sum(rows, (row) => row[name] ?? 0);
}

function columnSum(csv: string, name: string): number {
  const [titles = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return sum(rows, (row) => Number(row[titles.indexOf(name)]));
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
