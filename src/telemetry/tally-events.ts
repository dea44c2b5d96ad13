// Puts events into a tally.
import type { RequestEvent, RetrievalEvent, TelemetryEvent, TextCount } from './event.ts';
import { entryOf, noteCounted, type Counted } from './calibration/calibration.ts';
import { addSample } from './histogram.ts';
import { moneyOf, promptTokens, retrievedTokens, TOOL_DEFINITION_TOKENS } from './money.ts';
import { familyOf } from './calibration/model-family.ts';
import { pricesOf, type OwnPrices } from './prices/prices-of.ts';
import {
  emptyFamily,
  emptyTally,
  emptyTexts,
  noteTime,
  type FamilySums,
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
  if (event.reason !== undefined)
    tally.unchanged[event.reason] = (tally.unchanged[event.reason] ?? 0) + 1;
  // Of a client that was gone before its body was read nothing was made smaller, and nothing left.
  else if (event.texts.some(isReplaced)) tally.requests.changed++;
  if (event.status >= 400) tally.requests.failed++;
  if (event.aborted === true) tally.requests.aborted++;
  addSample(tally.waitMs, event.waitMs);
  if (event.firstByteMs !== undefined) addSample(tally.firstByteMs, event.firstByteMs);
  const familyName = familyOf(event.model);
  const family = entryOf(tally.families, familyName, emptyFamily);
  tallyUsage(tally, event, family);
  tallyVolatile(tally, event);
  const texts = tallyTexts(tally, event.texts);
  family.tokensBefore += texts.tokensBefore;
  family.tokensAfter += texts.tokensAfter;
  const money = tallyMoney(tally, { event, ownPrices, family });
  for (const [group, name] of groupsOf(event)) {
    const sums = entryOf(tally.groups[group], name, emptyGroup);
    sums.requests++;
    sums.tokensBefore += texts.tokensBefore;
    sums.tokensAfter += texts.tokensAfter;
    sums.spentNano += money.spentNano;
    sums.netSavedNano += money.netSavedNano;
    sums.pricedRequests += money.priced;
    if (money.perOwnToken === 0) continue;
    const { netSavedNanoPerOwnToken: byFamily } = sums;
    const before = entryOf(byFamily, familyName, () => 0);
    byFamily[familyName] = before + money.perOwnToken;
  }
}

function isReplaced({ by }: TextCount): boolean {
  return by !== undefined;
}

/** Adds one event to what is known about how providers count. */
export function countEvent(counted: Counted, event: TelemetryEvent): void {
  if (event.type === 'retrieval' || event.purpose !== 'send') return;
  const { usage, usageBefore, sentTokens, texts, model } = event;
  if (usage === undefined) return;
  const providerTokens = promptTokens(usage);
  if (usageBefore !== undefined) {
    const ownTokens = savedIn(texts);
    const converted = { ownTokens, providerTokens: promptTokens(usageBefore) - providerTokens };
    noteCounted(counted, familyOf(model), converted);
  } else if (sentTokens !== undefined) {
    noteCounted(counted, familyOf(model), { ownTokens: sentTokens, providerTokens });
  }
}

/** Only where the provider said how much it read. */
function tallyUsage(tally: Tally, event: RequestEvent, family: FamilySums): void {
  const { usage, usageBefore, texts, retrieval } = event;
  if (usage === undefined) return;
  for (const name of Object.keys(tally.usage) as (keyof Tally['usage'])[]) {
    tally.usage[name] += usage[name];
  }
  const putBack = retrievedTokens(texts);
  const definition = retrieval === 'mcp' ? TOOL_DEFINITION_TOKENS : 0;
  const prompt = promptTokens(usage);
  const saved = usageBefore === undefined ? savedIn(texts) : 0;
  tally.wholeRequests.tokensAfter += prompt;
  tally.wholeRequests.tokensBefore += promptTokens(usageBefore ?? usage) - definition;
  family.leftOutTokens += saved - putBack.first - putBack.again;
  countEvent(tally.counted, event);
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
  /** To be added to it for each token that one of ours is to the model. */
  readonly perOwnToken: number;
  readonly priced: 0 | 1;
}

function tallyMoney(
  tally: Tally,
  about: {
    readonly event: RequestEvent;
    readonly ownPrices: OwnPrices;
    readonly family: FamilySums;
  },
): MoneyHere {
  const { event, ownPrices, family } = about;
  const money = moneyOf(event, ownPrices);
  if (money === undefined) {
    // A refused request costs nothing, so it needs no price.
    if (event.status < 400) tally.money.unpricedRequests++;
    noteUnknownModel(tally, event, ownPrices);
    return { spentNano: 0, netSavedNano: 0, perOwnToken: 0, priced: 0 };
  }
  tally.money.pricedRequests++;
  const { perOwnToken, ...known } = money;
  for (const name of Object.keys(known) as (keyof typeof known)[]) tally.money[name] += known[name];
  for (const name of Object.keys(perOwnToken) as (keyof typeof perOwnToken)[]) {
    family[name] += perOwnToken[name];
  }
  const { spentNano, savedNano, retrievalNano, toolDefinitionNano } = known;
  return {
    spentNano,
    netSavedNano: savedNano - retrievalNano - toolDefinitionNano,
    perOwnToken: perOwnToken.savedNano - perOwnToken.retrievalNano,
    priced: 1,
  };
}

function noteUnknownModel(tally: Tally, event: RequestEvent, ownPrices: OwnPrices): void {
  const { model, status } = event;
  if (model === undefined || status >= 400 || pricesOf(model, ownPrices) !== undefined) return;
  const { unknownModels } = tally;
  const before = entryOf(unknownModels, model, () => 0);
  unknownModels[model] = before + 1;
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
    netSavedNanoPerOwnToken: {},
    pricedRequests: 0,
  };
}
