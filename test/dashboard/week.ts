// A made-up week of work for the tests of the pages: conversations of many turns, and texts that can be looked at.
import { handleFor, textDigest } from '../../src/ccr/handle.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { RequestEvent, TextCount } from '../../src/telemetry/event.ts';
import { eventRow } from '../../src/telemetry/event-row.ts';
import { done } from '../helpers/opened-store.ts';
import { type Seeded, seeded } from '../helpers/seeded.ts';
import { keptText, replacedText, requestEvent } from '../telemetry/events.ts';

const HOUR_MS = 3_600_000;

/** Tool, largest size in tokens, and what is left of it in percent. */
const TOOLS = [
  ['Bash', 9_000, 31],
  ['Grep', 6_000, 44],
  ['Read', 5_000, 96],
  ['mcp__tracker__search_issues', 14_000, 27],
  ['WebFetch', 8_000, 38],
  ['Glob', 2_500, 52],
] as const;

const WORK = [
  ['claude-cli/2.1.330', 'claude-opus-4-5', 'shop'],
  ['claude-cli/2.1.330', 'claude-sonnet-4-5', 'ledger'],
  ['codex-cli/0.63.0', 'gpt-5', 'shop'],
] as const;

/** Fills a store with the seven days before `endMs`. */
export function writeWeek(store: Store, endMs: number): void {
  const random = seeded(7);
  for (let day = 6; day >= 0; day--) {
    for (let part = 0; part < 3; part++) {
      const startMs = endMs - day * 24 * HOUR_MS - (2.5 * (2 - part) + 0.6) * HOUR_MS;
      const events = conversation(random, { startMs, id: `conversation-${day}-${part}` });
      done(store.events.append(events.map(eventRow)));
    }
  }
  done(store.events.append([eventRow(withTexts(store, endMs - 60_000))]));
}

function conversation(
  random: Seeded,
  { startMs, id }: { readonly startMs: number; readonly id: string },
): RequestEvent[] {
  const [agent, model, project] = random.pick(WORK);
  const replayed = { before: 0, after: 0 };
  let history = 9_000 + random.below(6_000);
  return Array.from({ length: 8 + random.below(18) }, (_, turn) => {
    const texts = Array.from({ length: 1 + random.below(3) }, () => newText(random));
    const after = sum(texts, 'tokensAfter');
    const old: TextCount = {
      ...replacedText(OLD),
      tokensBefore: replayed.before,
      tokensAfter: replayed.after,
    };
    const cold = turn === 0;
    const written = after + 300 + random.below(500);
    const usage = {
      input: 4 + random.below(40),
      output: 150 + random.below(900),
      cacheRead: cold ? 0 : history,
      cacheWrite5m: cold ? history + written : written,
      cacheWrite1h: 0,
    };
    history += written + usage.output;
    replayed.before += sum(texts, 'tokensBefore');
    replayed.after += after;
    return requestEvent({
      atMs: startMs + turn * 75_000 + random.below(60_000),
      agent,
      model,
      project,
      conversation: id,
      usage,
      waitMs: 1 + random.below(90) / 10,
      firstByteMs: 500 + random.below(2_500),
      totalMs: 4_000 + random.below(9_000),
      texts: replayed.before > sum(texts, 'tokensBefore') ? [...texts, old] : texts,
    });
  });
}

function newText(random: Seeded): TextCount {
  const [tool, most, percent] = random.pick(TOOLS);
  const tokens = 120 + random.below(most);
  if (tokens < 500 || percent > 90) return keptText({ tool, tokensBefore: tokens });
  const tokensAfter = Math.round((tokens * (percent + random.below(14))) / 100);
  return replacedText({ tool, tokensBefore: tokens, tokensAfter });
}

function sum(texts: readonly TextCount[], name: 'tokensBefore' | 'tokensAfter'): number {
  return texts.reduce((total, text) => total + text[name], 0);
}

const OLD = { first: false, zone: 'settled' } as const;
const OLD_SIZE = { tokensBefore: 61_000, tokensAfter: 27_900 };

/** The last request, with a text of a build before and after. */
function withTexts(store: Store, atMs: number): RequestEvent {
  const steps = Array.from(
    { length: 140 },
    (_, step) => `[${step + 1}/140] compile part-${step}.c`,
  );
  const fault = 'part-97.c:41:9: error: expected ";" before "return"';
  const before = [...steps.slice(0, 97), fault, ...steps.slice(97), 'build failed'].join('\n');
  const handle = handleFor(before);
  const left = `[136 of 142 lines left out; headroom retrieve ${handle}]`;
  const after = [steps[0], left, ...steps.slice(95, 97), fault, 'build failed'].join('\n');
  const key = textDigest(`decision ${before}`);
  done(
    store.commit({
      originals: [{ handle, sha256: textDigest(before), text: before }],
      decisions: [{ key, action: 'replace', text: after, handle }],
    }),
  );
  const size = { tool: 'Bash', by: 'log', tokensBefore: 1_620, tokensAfter: 96 };
  return requestEvent({
    atMs,
    agent: 'codex-cli/0.63.0',
    model: 'gpt-5',
    project: 'shop',
    conversation: 'conversation-0-2',
    texts: [replacedText(size), { ...replacedText(OLD), ...OLD_SIZE }],
    usage: { input: 12, output: 240, cacheRead: 70_900, cacheWrite5m: 700, cacheWrite1h: 0 },
    replaced: [{ key, handle, ...size }],
  });
}
