// The two steps of one text: lossless forms first, then, only if it is still over budget, a lossy one.
// A pure function of the text, the tool and its input, the question and the profile.
import { placesBefore } from './blob/blob.ts';
import { budgetFor } from './budget.ts';
import type { ReadSyntax } from './code/syntax.ts';
import type {
  Compressed,
  CompressContext,
  Compressor,
  ContentKind,
  CountTokens,
  Fidelity,
  Omission,
  Profile,
} from './compressor.ts';
import { detectKind } from './detect.ts';
import { createEstimateOnce } from './estimate-once.ts';
import { isSmaller } from './gate.ts';
import { originOfText } from './origin/origin-of-text.ts';
import { readCall } from './origin/read-call.ts';
import { createReadOnce } from './read-once.ts';
import { readQuery } from './relevance/read-query.ts';
import { routeFor, type Route } from './router.ts';
import type { Explain, KeptUnit } from './select/kept-because.ts';

export interface TextJob {
  readonly text: string;
  readonly tool?: string;
  /** Raw JSON text of the tool's input. */
  readonly toolInput?: string;
  readonly question?: string;
  readonly profile: Profile;
  /** False when nothing lossy may be sent: no way to retrieve. */
  readonly mayLose: boolean;
  /** The replacement also says why its units were kept. It changes nothing else. */
  readonly explain?: boolean;
}

export interface Replacement {
  readonly action: 'replace';
  readonly text: string;
  /** Compressors in the order they were applied, joined by "+". */
  readonly by: string;
  readonly kind: ContentKind;
  readonly fidelity: Fidelity;
  readonly lost: readonly Omission[];
  /** Estimates, not counts. */
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** What a lossy compressor kept, and why. Only when asked for. */
  readonly kept?: readonly KeptUnit[];
}

export type TextResult =
  | Replacement
  | {
      readonly action: 'keep';
      readonly reason: 'no-compressor' | 'not-smaller' | 'compressor-failed' | 'compressor-timeout';
      readonly kind?: ContentKind;
    };

export interface TextTools {
  /** Loads the exact counter; asked only when an estimate is too close to call. */
  readonly loadCounter: () => Promise<CountTokens>;
  readonly signal: AbortSignal;
  /** Lends syntax trees; without it code is folded by indentation. */
  readonly readSyntax?: ReadSyntax;
  /** Told about a compressor that threw or whose inverse did not give the text back. */
  readonly onFault?: (compressor: string, error: unknown) => void;
}

/** Chooses the best form of one text. A compressor that fails counts as having nothing to offer. */
export async function compressText(job: TextJob, tools: TextTools): Promise<TextResult> {
  const { toolInput, origin: call } = readCall(job.tool, job.toolInput);
  const origin = originOfText(call, job.text);
  const readOnce = createReadOnce();
  const kind = detectKind(job.text, origin, { readOnce });
  const route = routeFor(kind, origin, job.profile);
  const estimate = createEstimateOnce(job.text);
  const tokensBefore = estimate(job.text);
  const query = readQuery(job.question);
  const mayLose = job.mayLose && job.profile !== 'lossless';
  const context: CompressContext = {
    kind,
    profile: job.profile,
    budgetTokens: budgetFor({
      kind,
      tokensBefore,
      profile: job.profile,
      asked: query !== undefined,
    }),
    estimate,
    signal: tools.signal,
    readOnce,
    lossyFollows: mayLose && route.lossy.length > 0,
    ...(job.tool !== undefined && { tool: job.tool }),
    ...(toolInput !== undefined && { toolInput }),
    ...(query !== undefined && { query }),
    ...(tools.readSyntax !== undefined && { readSyntax: tools.readSyntax }),
  };
  const start: Form = {
    text: job.text,
    steps: [],
    fidelity: 'exact',
    lost: [],
    tokens: tokensBefore,
    unproven: [],
  };
  const run: Run = { context, tools, explains: job.explain === true };
  return provenResult({ start, kind, mayLose }, route, run);
}

/** What a text is before anything was done to it. */
interface Given {
  readonly start: Form;
  readonly kind: ContentKind;
  readonly mayLose: boolean;
}

/**
 * The best form as a result. Exact forms are put back and compared here, when it is known which is sent: most lose to a
 * lossy one. One whose inverse fails is found anew without its compressor.
 */
async function provenResult(given: Given, route: Route, run: Run): Promise<TextResult> {
  const best = await bestOf(given, route, run);
  const found = await resultOf(best, given, { route, tools: run.tools });
  if (found.action === 'keep') return found;
  const failed = best.unproven.find((step) => !isProven(step, run.tools));
  if (failed === undefined) return found;
  const lossless = route.lossless.filter((compressor) => compressor !== failed.compressor);
  return provenResult(given, { ...route, lossless }, run);
}

async function bestOf({ start, mayLose }: Given, route: Route, run: Run): Promise<Form> {
  const shown = await firstOf(start, route.presentation, run);
  const lossless = await smallestOf(shown, route.lossless, run);
  if (!mayLose || lossless.tokens <= run.context.budgetTokens) return lossless;
  const lossy = await lossyOf({ shown, lossless }, route, run);
  return lossy ?? withoutLoss({ shown, lossless }, route, run);
}

/** One candidate form of the text on its way. */
interface Form {
  readonly text: string;
  readonly steps: readonly string[];
  readonly fidelity: Fidelity;
  readonly lost: readonly Omission[];
  readonly tokens: number;
  /** Exact steps whose inverse has not been run yet. */
  readonly unproven: readonly ExactStep[];
  readonly kept?: readonly KeptUnit[];
}

interface ExactStep {
  readonly compressor: Compressor;
  readonly before: string;
  readonly after: string;
}

interface Run {
  readonly context: CompressContext;
  readonly tools: TextTools;
  readonly explains: boolean;
}

/** A lossy form must be this much smaller than the lossless one to be worth losing anything. */
const WORTH_LOSING = 0.9;

/** An exact form wins over a presentation form that is at most this much smaller. */
const PREFER_EXACT = 1.02;

async function firstOf(form: Form, compressors: readonly Compressor[], run: Run): Promise<Form> {
  let current = form;
  for (const compressor of compressors) {
    const next = await apply(current, compressor, run);
    if (next !== undefined && next.tokens <= current.tokens) current = next;
  }
  return current;
}

async function smallestOf(form: Form, compressors: readonly Compressor[], run: Run): Promise<Form> {
  let best = form;
  for (const compressor of compressors) {
    const next = await apply(form, compressor, run);
    if (next !== undefined && isBetter(next, best)) best = next;
  }
  return best;
}

function isBetter(next: Form, best: Form): boolean {
  if (next.fidelity === best.fidelity) return next.tokens < best.tokens;
  return next.fidelity === 'exact'
    ? next.tokens < best.tokens * PREFER_EXACT
    : next.tokens * PREFER_EXACT < best.tokens;
}

async function lossyOf(
  from: { readonly shown: Form; readonly lossless: Form },
  route: Route,
  run: Run,
): Promise<Form | undefined> {
  const bare = await withoutOpaque(from, route, run);
  if (bare !== undefined && bare.lossless.tokens <= run.context.budgetTokens) return bare.lossless;
  const { shown, lossless } = bare ?? from;
  for (const compressor of route.lossy) {
    const next = await apply(shown, compressor, run);
    if (next !== undefined && next.tokens < lossless.tokens * WORTH_LOSING) return next;
  }
  return bare?.lossless;
}

/** The text without what no reader can use, if that is worth anything: encoded bytes go before facts do. */
async function withoutOpaque(
  from: { readonly lossless: Form; readonly shown: Form },
  route: Route,
  run: Run,
): Promise<{ readonly shown: Form; readonly lossless: Form } | undefined> {
  const shown = await firstOf(from.shown, route.opaque, run);
  if (shown === from.shown) return undefined;
  const context = { ...run.context, lossyFollows: false };
  const lossless = await smallestOf(shown, route.lossless, { ...run, context });
  return lossless.tokens < from.lossless.tokens * WORTH_LOSING ? { shown, lossless } : undefined;
}

/** The lossless form; asked for again if one may have given up for a lossy form that did not come. */
async function withoutLoss(
  from: { readonly shown: Form; readonly lossless: Form },
  route: Route,
  run: Run,
): Promise<Form> {
  if (run.context.lossyFollows !== true || from.lossless.steps.length > from.shown.steps.length)
    return from.lossless;
  return smallestOf(from.shown, route.lossless, {
    ...run,
    context: { ...run.context, lossyFollows: false },
  });
}

async function apply(form: Form, compressor: Compressor, run: Run): Promise<Form | undefined> {
  const kept: KeptUnit[] = [];
  const explain: Explain = (units) => kept.push(...units);
  const context = run.explains ? { ...run.context, explain } : run.context;
  const compressed = await guarded(compressor, form.text, { ...run, context });
  if (compressed === undefined || compressed.text === form.text) return undefined;
  const lost = compressed.lost ?? [];
  const step: ExactStep = { compressor, before: form.text, after: compressed.text };
  const isUnproven = compressor.fidelity === 'exact' && compressor.isProven !== true;
  const fidelity =
    lost.length > 0
      ? 'lossy'
      : compressor.fidelity === 'lossy'
        ? 'presentation'
        : compressor.fidelity;
  return {
    text: compressed.text,
    steps: [...form.steps, compressor.name],
    fidelity: weaker(form.fidelity, fidelity),
    lost: [...form.lost, ...inOriginal(lost, form.lost)],
    tokens: context.estimate(compressed.text),
    unproven: isUnproven ? [...form.unproven, step] : form.unproven,
    ...(kept.length > 0 && { kept }),
  };
}

/** Characters are counted in the original, from which encoded bytes may have gone before. Lines and rows are the same in both. */
function inOriginal(lost: readonly Omission[], before: readonly Omission[]): readonly Omission[] {
  if (before.length === 0) return lost;
  const placeOf = placesBefore(before);
  return lost.map((omission) =>
    omission.unit === 'character'
      ? { ...omission, from: placeOf(omission.from), to: placeOf(omission.to) }
      : omission,
  );
}

const STRENGTH: Readonly<Record<Fidelity, number>> = { exact: 2, presentation: 1, lossy: 0 };

function weaker(one: Fidelity, other: Fidelity): Fidelity {
  return STRENGTH[one] < STRENGTH[other] ? one : other;
}

/** A compressor may fail: then it has nothing to offer, and somebody is told. */
async function guarded(
  compressor: Compressor,
  text: string,
  run: Run,
): Promise<Compressed | undefined> {
  if (run.context.signal.aborted) return undefined;
  try {
    return await compressor.compress(text, run.context);
  } catch (error) {
    run.tools.onFault?.(compressor.name, error);
    return undefined;
  }
}

/** Whether the inverse gives the text back; somebody is told if it does not. */
function isProven({ compressor, before, after }: ExactStep, { onFault }: TextTools): boolean {
  try {
    if (compressor.expand?.(after) === before) return true;
    throw new Error('its inverse does not give the text back');
  } catch (error) {
    onFault?.(compressor.name, error);
    return false;
  }
}

async function resultOf(
  best: Form,
  { start, kind }: Given,
  { route, tools }: { readonly route: Route; readonly tools: TextTools },
): Promise<TextResult> {
  const hasCompressor = route.presentation.length + route.lossless.length + route.lossy.length > 0;
  if (best.steps.length === 0) {
    return { action: 'keep', reason: hasCompressor ? 'not-smaller' : 'no-compressor', kind };
  }
  const smaller = await isSmaller(
    { before: start.text, after: best.text, tokensBefore: start.tokens, tokensAfter: best.tokens },
    tools.loadCounter,
  );
  if (!smaller) return { action: 'keep', reason: 'not-smaller', kind };
  return {
    action: 'replace',
    text: best.text,
    by: best.steps.join('+'),
    kind,
    fidelity: best.fidelity,
    lost: best.lost,
    tokensBefore: start.tokens,
    tokensAfter: best.tokens,
    ...(best.kept !== undefined && { kept: best.kept }),
  };
}
