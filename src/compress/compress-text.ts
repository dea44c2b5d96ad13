// The two steps of one text: lossless forms first, then, only if it is still over budget, a lossy one.
// A pure function of the text, the tool and its input, the question and the profile.
import { budgetFor } from './budget.ts';
import type { CompressContext, Compressor, ContentKind } from './compressor.ts';
import { detectKind } from './detect.ts';
import { createEstimateOnce } from './estimate-once.ts';
import {
  apply,
  type Form,
  isProven,
  type Run,
  withoutWindowsEnds,
  withWindowsEnds,
} from './form.ts';
import { isSmaller } from './gate.ts';
import { askedByCall } from './origin/asked-by-call.ts';
import { originOfText } from './origin/origin-of-text.ts';
import { readCall } from './origin/read-call.ts';
import { createReadOnce } from './read-once.ts';
import { readQuery } from './relevance/read-query.ts';
import { routeFor, type Route } from './router.ts';
import type { TextJob, TextResult, TextTools } from './text-job.ts';

/** Chooses the best form of one text. A compressor that fails counts as having nothing to offer. */
export async function compressText(job: TextJob, tools: TextTools): Promise<TextResult> {
  const { toolInput, origin: call } = readCall(job.tool, job.toolInput);
  const origin = originOfText(call, job.text);
  const readOnce = createReadOnce();
  const kind = detectKind(job.text, origin, { readOnce });
  const route = routeFor(kind, origin, job.profile);
  const estimate = createEstimateOnce(job.text);
  const tokensBefore = estimate(job.text);
  const own = readQuery(job.question);
  const words = askedByCall(call.use, toolInput);
  const query = words === undefined ? own : readQuery([job.question ?? '', words].join('\n'));
  const mayLose = job.mayLose && job.profile !== 'lossless';
  const context: CompressContext = {
    kind,
    profile: job.profile,
    budgetTokens: budgetFor({
      kind,
      tokensBefore,
      profile: job.profile,
      // The words of a call say what to keep, but not that all else may go.
      asked: own !== undefined,
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
  const lossless = await smallestOf(shown, route, run);
  if (!mayLose || lossless.tokens <= run.context.budgetTokens) return lossless;
  const lossy = await lossyOf({ shown, lossless }, route, run);
  return lossy ?? withoutLoss({ shown, lossless }, route, run);
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

/** Lines of such a text may be quoted: they stay as they are. */
function isExact({ presentation }: Route): boolean {
  return presentation.length === 0;
}

async function smallestOf(form: Form, route: Route, run: Run): Promise<Form> {
  let best = form;
  const plain = isExact(route) ? undefined : withoutWindowsEnds(form);
  for (const from of plain === undefined ? [form] : [form, plain]) {
    for (const compressor of route.lossless) {
      const next = await apply(from, compressor, run);
      if (next !== undefined && isBetter(next, best)) best = next;
    }
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
  const plain = withoutWindowsEnds(shown);
  for (const compressor of route.lossy) {
    const next = await apply(plain ?? shown, compressor, run);
    if (next === undefined || next.tokens >= lossless.tokens * WORTH_LOSING) continue;
    return plain !== undefined && isExact(route) ? withWindowsEnds(next) : next;
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
  const lossless = await smallestOf(shown, route, { ...run, context });
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
  return smallestOf(from.shown, route, {
    ...run,
    context: { ...run.context, lossyFollows: false },
  });
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
