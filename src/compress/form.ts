// One candidate form of a text: the compressors it went through, what they lost, and what their inverses have to show.
import { placesBefore } from './blob/blob.ts';
import type { Compressed, CompressContext, Compressor, Fidelity, Omission } from './compressor.ts';
import type { Explain, KeptUnit } from './select/kept-because.ts';
import type { TextTools } from './text-job.ts';
import { placedWithReturns, withoutReturns } from './windows-ends.ts';

/** One candidate form of the text on its way. */
export interface Form {
  readonly text: string;
  readonly steps: readonly string[];
  readonly fidelity: Fidelity;
  readonly lost: readonly Omission[];
  readonly tokens: number;
  /** Its text, where that has lost its returns: what is left out of it next has other places in the original. */
  readonly plain?: string;
  /** Exact steps whose inverse has not been run yet. */
  readonly unproven: readonly ExactStep[];
  readonly kept?: readonly KeptUnit[];
}

export interface ExactStep {
  readonly compressor: Compressor;
  readonly before: string;
  readonly after: string;
}

export interface Run {
  readonly context: CompressContext;
  readonly tools: TextTools;
  readonly explains: boolean;
}

/** The form that a compressor makes of another; undefined when it has nothing to offer. */
export async function apply(
  form: Form,
  compressor: Compressor,
  run: Run,
): Promise<Form | undefined> {
  const kept: KeptUnit[] = [];
  const explain: Explain = (units) => kept.push(...units);
  const context = run.explains ? { ...run.context, explain } : run.context;
  const compressed = await guarded(compressor, form.text, { ...run, context });
  if (compressed === undefined || compressed.text === form.text) return undefined;
  const lost = compressed.lost ?? [];
  const step: ExactStep = { compressor, before: form.text, after: compressed.text };
  const isUnproven = compressor.fidelity === 'exact' && compressor.isProven !== true;
  return {
    text: compressed.text,
    steps: [...form.steps, compressor.name],
    fidelity: weaker(form.fidelity, fidelityOf(compressor, lost)),
    lost: [...form.lost, ...inOriginal(lost, form)],
    tokens: context.estimate(compressed.text),
    unproven: isUnproven ? [...form.unproven, step] : form.unproven,
    ...(kept.length > 0 && { kept }),
  };
}

/** A lossy compressor that lost nothing has only changed how things look. */
function fidelityOf({ fidelity }: Compressor, lost: readonly Omission[]): Fidelity {
  if (lost.length > 0) return 'lossy';
  return fidelity === 'lossy' ? 'presentation' : fidelity;
}

/**
 * Characters are counted in the original, from which encoded bytes may have gone before, and returns after them. Lines and
 * rows are the same in all of them.
 */
function inOriginal(lost: readonly Omission[], { lost: before, plain }: Form): readonly Omission[] {
  const ended = plain === undefined ? lost : placedWithReturns(lost, plain);
  if (before.length === 0) return ended;
  const placeOf = placesBefore(before);
  return ended.map((omission) =>
    omission.unit === 'character'
      ? { ...omission, from: placeOf(omission.from), to: placeOf(omission.to) }
      : omission,
  );
}

/** The form with lines that end as they do elsewhere; undefined if they do. A reader sees no difference. */
export function withoutWindowsEnds(form: Form): Form | undefined {
  const plain = withoutReturns(form.text);
  if (plain === undefined) return undefined;
  const steps = [...form.steps, LINE_ENDS];
  return { ...form, text: plain, plain, steps, fidelity: weaker(form.fidelity, 'presentation') };
}

/** The inverse: for texts whose lines may be quoted. */
export function withWindowsEnds(form: Form): Form {
  const steps = form.steps.filter((step) => step !== LINE_ENDS);
  return { ...form, text: form.text.replaceAll('\n', '\r\n'), steps };
}

const LINE_ENDS = 'line-ends';

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
export function isProven(
  { compressor, before, after }: ExactStep,
  { onFault }: TextTools,
): boolean {
  try {
    if (compressor.expand?.(after) === before) return true;
    throw new Error('its inverse does not give the text back');
  } catch (error) {
    onFault?.(compressor.name, error);
    return false;
  }
}
