// Puts events into a tally.
import type { RequestEvent, RetrievalEvent, TelemetryEvent, TextCount } from './event.ts';
import { addSample } from './histogram.ts';
import { moneyOf, promptTokens, retrievedTokens, TOOL_DEFINITION_TOKENS } from './money.ts';
import { pricesOf, type OwnPrices } from './prices/prices-of.ts';
import {
  emptyTally,
  emptyTexts,
  noteTime,
  type GroupName,
  type GroupSums,
  type Tally,
  type TextSums,
} from './tally.ts';
import { tallyVolatile } from './volatile-texts.ts';

/** The tally of these events. */
export function tallyEvents(events: Iterable<TelemetryEvent>, ownPrices: OwnPrices = {}): Tally {
  const tally = emptyTally();
  for (const event of events) tallyEvent(tally, event, ownPrices);
  return tally;
}

/** Adds one event. */
export function tallyEvent(tally: Tally, event: TelemetryEvent, ownPrices: OwnPrices = {}): void {
  noteTime(tally, event.atMs);
  if (event.type === 'retrieval') tallyRetrieval(tally, event);
  else tallyRequest(tally, event, ownPrices);
}

function tallyRetrieval(tally: Tally, event: RetrievalEvent): void {
  tally.retrievals[event.sliced ? 'sliced' : 'whole']++;
  tally.retrievals.tokens += event.tokens;
}

function tallyRequest(tally: Tally, event: RequestEvent, ownPrices: OwnPrices): void {
  tally.requests.total++;
  tally.requests[event.purpose]++;
  if (event.purpose !== 'send') return;
  if (event.reason === undefined) tally.requests.changed++;
  else tally.unchanged[event.reason] = (tally.unchanged[event.reason] ?? 0) + 1;
  if (event.status >= 400) tally.requests.failed++;
  if (event.aborted === true) tally.requests.aborted++;
  addSample(tally.waitMs, event.waitMs);
  if (event.firstByteMs !== undefined) addSample(tally.firstByteMs, event.firstByteMs);
  tallyUsage(tally, event);
  tallyVolatile(tally, event);
  const texts = tallyTexts(tally, event.texts);
  const money = tallyMoney(tally, event, ownPrices);
  for (const [group, name] of groupsOf(event)) {
    const sums = entryOf(tally.groups[group], name, emptyGroup);
    sums.requests++;
    sums.tokensBefore += texts.tokensBefore;
    sums.tokensAfter += texts.tokensAfter;
    sums.spentNano += money.spentNano;
    sums.netSavedNano += money.netSavedNano;
    sums.pricedRequests += money.priced;
  }
}

/** Only where the provider said how much it read. */
function tallyUsage(tally: Tally, event: RequestEvent): void {
  const { usage, usageBefore, texts, retrieval } = event;
  if (usage === undefined) return;
  for (const name of Object.keys(tally.usage) as (keyof Tally['usage'])[]) {
    tally.usage[name] += usage[name];
  }
  const putBack = retrievedTokens(texts);
  const definition = retrieval === 'mcp' ? TOOL_DEFINITION_TOKENS : 0;
  const prompt = promptTokens(usage);
  const before = usageBefore === undefined ? prompt + savedIn(texts) : promptTokens(usageBefore);
  tally.wholeRequests.tokensAfter += prompt;
  tally.wholeRequests.tokensBefore += before - putBack.first - putBack.again - definition;
}

function savedIn(texts: readonly TextCount[]): number {
  return texts.reduce((sum, text) => sum + text.tokensBefore - text.tokensAfter, 0);
}

/** Texts seen for the first time; gives what they add to the new input. */
function tallyTexts(tally: Tally, texts: readonly TextCount[]): TextSums {
  const here = emptyTexts();
  if (texts.some(isRewrite)) tally.prefixRewrites.requests++;
  for (const text of texts) {
    if (!text.first) continue;
    if (text.reason !== undefined) {
      const kept = entryOf(tally.kept, text.reason, () => ({ texts: 0, tokens: 0 }));
      kept.texts += text.texts;
      kept.tokens += text.tokensAfter;
    }
    if (text.reason === 'settled') continue;
    addText(here, text);
    addText(entryOf(tally.tools, text.tool ?? '(unknown)', emptyTexts), text);
    if (text.reason === undefined) addText(compressorOf(tally, text), text);
    if (text.reason !== 'retrieved') continue;
    // A text that was fetched back would not be there without us: it counts as sent, never as needed.
    here.tokensBefore -= text.tokensAfter;
    tally.newInput.putBackTexts += text.texts;
    tally.newInput.putBackTokens += text.tokensAfter;
  }
  tally.newInput.texts += here.texts;
  tally.newInput.replacedTexts += here.replacedTexts;
  tally.newInput.tokensBefore += here.tokensBefore;
  tally.newInput.tokensAfter += here.tokensAfter;
  return here;
}

function isRewrite(text: TextCount): boolean {
  return text.first && text.zone === 'settled' && text.reason === undefined;
}

function compressorOf(tally: Tally, text: TextCount): TextSums {
  const name = JSON.stringify([text.by ?? '', text.kind ?? '', text.fidelity ?? '']);
  return entryOf(tally.compressors, name, emptyTexts);
}

function addText(sums: TextSums, text: TextCount): void {
  sums.texts += text.texts;
  if (text.reason === undefined) sums.replacedTexts += text.texts;
  sums.tokensBefore += text.tokensBefore;
  sums.tokensAfter += text.tokensAfter;
}

interface MoneyHere {
  readonly spentNano: number;
  readonly netSavedNano: number;
  readonly priced: 0 | 1;
}

function tallyMoney(tally: Tally, event: RequestEvent, ownPrices: OwnPrices): MoneyHere {
  const money = moneyOf(event, ownPrices);
  if (money === undefined) {
    // A refused request costs nothing, so it needs no price.
    if (event.status < 400) tally.money.unpricedRequests++;
    noteUnknownModel(tally, event, ownPrices);
    return { spentNano: 0, netSavedNano: 0, priced: 0 };
  }
  tally.money.pricedRequests++;
  for (const name of Object.keys(money) as (keyof typeof money)[]) tally.money[name] += money[name];
  const { spentNano, savedNano, retrievalNano, toolDefinitionNano } = money;
  return { spentNano, netSavedNano: savedNano - retrievalNano - toolDefinitionNano, priced: 1 };
}

function noteUnknownModel(tally: Tally, event: RequestEvent, ownPrices: OwnPrices): void {
  const { model, status } = event;
  if (model === undefined || status >= 400 || pricesOf(model, ownPrices) !== undefined) return;
  tally.unknownModels[model] = (tally.unknownModels[model] ?? 0) + 1;
}

function groupsOf(event: RequestEvent): readonly (readonly [GroupName, string])[] {
  return [
    ['model', event.model ?? '(unknown)'],
    ['agent', event.agent ?? '(unknown)'],
    ['project', event.project ?? '(unknown)'],
    ['provider', event.provider],
  ];
}

function emptyGroup(): GroupSums {
  return {
    requests: 0,
    tokensBefore: 0,
    tokensAfter: 0,
    spentNano: 0,
    netSavedNano: 0,
    pricedRequests: 0,
  };
}

/** A tool may be named "__proto__". */
function entryOf<Value>(map: Record<string, Value>, name: string, make: () => Value): Value {
  const there = Object.hasOwn(map, name) ? map[name] : undefined;
  if (there !== undefined) return there;
  const value = make();
  Object.defineProperty(map, name, { value, writable: true, enumerable: true, configurable: true });
  return value;
}
