// The set of kept units while it grows, with its cost. A kept unit keeps the headings it stands under.
import type { Unit } from './choose-units.ts';
import type { KeptBecause, KeptUnit } from './kept-because.ts';

export interface TakeOptions {
  /** The selection may not cost more than this afterwards. */
  readonly limit: number;
  readonly context?: { readonly before: number; readonly after: number };
}

/** A lone unit that matters so much is worth so many marks: a failure between others that are shown reads as none. */
const LONE_FINDING = { least: 0.9, marks: 4 };

/** Stop trying after so many units in a row did not fit: the rest is no better. */
const MOST_MISSES = 64;

export class Selection {
  /** What is kept from now on is kept for this reason; headings and surroundings have reasons of their own. */
  because: KeptBecause = 'must stay';
  private readonly units: readonly Unit[];
  private readonly kept: Uint8Array;
  private readonly gapTokens: number;
  private readonly reasonOf = new Map<number, KeptBecause>();
  private spent = 0;
  private gaps = 1;

  constructor(units: readonly Unit[], gapTokens: number) {
    this.units = units;
    this.gapTokens = gapTokens;
    this.kept = new Uint8Array(units.length);
  }

  /** Of the kept units and the marks for the gaps between them. */
  get cost(): number {
    return this.spent + this.gaps * this.gapTokens;
  }

  /** Whether all units together cost no more than this. Looks at so many as it takes to know. */
  isWithin(limit: number): boolean {
    let cost = 0;
    for (const unit of this.units) {
      cost += unit.cost;
      if (cost > limit) return false;
    }
    return true;
  }

  all(): ReadonlySet<number> {
    return new Set(this.units.keys());
  }

  sorted(): ReadonlySet<number> {
    const indexes = new Set<number>();
    this.kept.forEach((isKept, index) => {
      if (isKept === 1) indexes.add(index);
    });
    return indexes;
  }

  /** The kept units in order, each with its reason. */
  reasons(): readonly KeptUnit[] {
    return [...this.sorted()].map((index) => ({
      text: this.units[index]?.text ?? '',
      because: this.reasonOf.get(index) ?? 'must stay',
    }));
  }

  /** What the selection would cost with this unit and its headings. */
  costWith(index: number): number {
    let cost = this.cost;
    for (const at of this.chainOf(index)) {
      cost += (this.units[at]?.cost ?? 0) + this.newGaps(at) * this.gapTokens;
    }
    return cost;
  }

  keep(index: number, because = this.because): void {
    for (const at of this.chainOf(index)) {
      this.reasonOf.set(at, at === index ? because : 'heading');
      this.gaps += this.newGaps(at);
      this.kept[at] = 1;
      this.spent += this.units[at]?.cost ?? 0;
    }
  }

  /** Keeps units in the given order as far as the limit allows, each with its neighbours. */
  take(order: readonly number[], options: TakeOptions): void {
    let misses = 0;
    for (const index of order) {
      if (misses > MOST_MISSES || this.cost >= options.limit) return;
      const isKept = this.kept[index] === 1;
      if (!isKept && this.costWith(index) > options.limit) {
        misses++;
        continue;
      }
      if (!isKept) this.keep(index);
      if (options.context !== undefined) this.keepAround(index, options);
    }
  }

  /** Spends what is left on the two ends, the last units first: that is where outcomes stand. */
  growEnds(limit: number): void {
    this.growFrom({ start: this.units.length - 1, step: -1, limit: (this.cost + limit) / 2 });
    this.growFrom({ start: 0, step: 1, limit });
  }

  /** Keeps gaps that cost no more than the mark that would stand for them, and lone findings. */
  fillGaps(): void {
    for (let start = 0; start < this.units.length;) {
      const end = this.endOfGap(start);
      if (end > start && (this.isCheap(start, end) || this.isLoneFinding(start, end))) {
        for (let at = start; at < end; at++) this.keep(at);
      }
      start = end + 1;
    }
  }

  /** Where the next kept unit stands; the end if there is none. */
  private endOfGap(start: number): number {
    const next = this.kept.indexOf(1, start);
    return next < 0 ? this.units.length : next;
  }

  /** Whether units together cost something, and no more than the mark for a gap. Most gaps are long: they are not added up. */
  private isCheap(start: number, end: number): boolean {
    let cost = 0;
    for (let at = start; at < end && cost <= this.gapTokens; at++)
      cost += this.units[at]?.cost ?? 0;
    return cost > 0 && cost <= this.gapTokens;
  }

  private isLoneFinding(start: number, end: number): boolean {
    const unit = this.units[start];
    if (unit === undefined || end - start > 1 || start === 0 || end === this.units.length)
      return false;
    return (
      unit.importance >= LONE_FINDING.least && unit.cost <= this.gapTokens * LONE_FINDING.marks
    );
  }

  private keepAround(index: number, options: TakeOptions): void {
    const { before, after } = options.context ?? { before: 0, after: 0 };
    if (this.units[index]?.standsAlone === true) return;
    for (let at = index - before; at <= index + after; at++) {
      if (at < 0 || at >= this.units.length || this.kept[at] === 1) continue;
      if (this.units[at]?.standsAlone === true || this.isIdle(at)) continue;
      if (this.costWith(at) <= options.limit) this.keep(at, 'around');
    }
  }

  private isIdle(index: number): boolean {
    const { isFleeting, isRepeat } = this.units[index] ?? {};
    return isFleeting === true || isRepeat === true;
  }

  private growFrom(ends: {
    readonly start: number;
    readonly step: number;
    readonly limit: number;
  }): void {
    for (let at = ends.start; at >= 0 && at < this.units.length; at += ends.step) {
      if (this.kept[at] === 1 || this.isIdle(at)) continue;
      if (this.units[at]?.standsAlone === true || this.costWith(at) > ends.limit) return;
      this.keep(at);
    }
  }

  /** How many gaps more there are once this unit is kept: it may split one in two, or close one. */
  private newGaps(index: number): number {
    const hasGapBefore = index > 0 && this.kept[index - 1] === 0;
    const hasGapAfter = index + 1 < this.kept.length && this.kept[index + 1] === 0;
    return (hasGapBefore ? 1 : 0) + (hasGapAfter ? 1 : 0) - 1;
  }

  /** The unit and its headings, as far as they are not kept yet. */
  private chainOf(index: number): number[] {
    const chain: number[] = [];
    let at: number | undefined = index;
    while (at !== undefined && this.kept[at] === 0) {
      chain.push(at);
      const parent: number | undefined = this.units[at]?.parent;
      at = parent !== undefined && parent < at ? parent : undefined;
    }
    return chain;
  }
}
