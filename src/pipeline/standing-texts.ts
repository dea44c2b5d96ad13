// The texts of a conversation whose turns are decided about one after the other, with what was decided. A turn then costs what it adds,
// however long the conversation has become. Law: the decisions are those that whole bodies get.
import type { Segment, SegmentKey } from '../wire/wire-format.ts';
import type { EarlierTexts } from './earlier-texts.ts';
import type { Decision } from './ports.ts';
import {
  countParts,
  noteLatest,
  referableOf,
  type CallParts,
  type Referable,
} from './referable.ts';

/** What stands before the texts of a body that leaves them out. */
export interface StandingTexts {
  readonly length: number;
  segment(key: SegmentKey): Segment | undefined;
  decision(key: SegmentKey): Decision | undefined;
  /** Texts that the calls of these segments gave, those that stand here included. */
  countParts(segments: readonly Segment[]): CallParts;
  /** Those that a later text may refer to, in order and by their calls; `added` counts what the calls of the body gave. */
  referable(added: CallParts): ReadonlyMap<string, Referable>;
  /** False: no text that a later one may refer to is equal to this one. */
  mayHold(text: string): boolean;
  /** At most so many characters of these lines stand in one of them. */
  mostShared(lines: ReadonlySet<number>): number;
  add(segments: readonly Segment[], decisions: ReadonlyMap<SegmentKey, Decision>): void;
  /** Only the first so many still stand. */
  truncate(length: number): void;
}

interface Standing {
  readonly segment: Segment;
  readonly decision: Decision;
}

/** Beyond these nothing is known of lines. */
const MOST_LINES = 300_000;

const UNDECIDED: Decision = { action: 'keep', reason: 'settled' };

/** Nothing at first. */
export function createStandingTexts(earlier: EarlierTexts): StandingTexts {
  const texts: Standing[] = [];
  const byKey = new Map<SegmentKey, Standing>();
  const parts = new Map<string, number>();
  const latest = new Map<string, Referable>();
  /** Hashes of lines, with their lengths. */
  const lines = new Map<number, number>();
  const wholes = new Set<string>();

  function clear(): void {
    for (const each of [byKey, parts, latest, lines, wholes]) each.clear();
  }

  function noteLines({ hasLines, print }: Referable): void {
    if (!hasLines || lines.size > MOST_LINES) return;
    const { hashes, lengths } = print();
    for (const [index, hash] of hashes.entries()) {
      lines.set(hash, Math.max(lines.get(hash) ?? 0, lengths[index] ?? 0));
    }
  }

  function addAll(added: readonly Standing[]): void {
    // A call that gave something before is no single text any more.
    const isContinued = added.some(({ segment }) => parts.has(segment.callId ?? ''));
    const fresh = added.filter(({ segment: { key } }) => !byKey.has(key));
    texts.push(...added);
    for (const one of fresh) if (!byKey.has(one.segment.key)) byKey.set(one.segment.key, one);
    for (const [callId, count] of countParts(added.map(({ segment }) => segment)))
      parts.set(callId, (parts.get(callId) ?? 0) + count);
    if (isContinued) latest.clear();
    const referring = isContinued ? [...byKey.values()] : fresh;
    const standing = referring.filter((one) => byKey.get(one.segment.key) === one);
    for (const one of referableAmong(standing, { earlier, parts })) {
      noteLatest(latest, one);
      wholes.add(one.text);
      noteLines(one);
    }
  }

  return {
    segment: (key) => byKey.get(key)?.segment,
    decision: (key) => byKey.get(key)?.decision,
    countParts: (segments) =>
      new Map(
        [...countParts(segments)].map(([id, count]) => [id, count + (parts.get(id) ?? 0)] as const),
      ),
    referable: (more) => {
      if (![...more.keys()].some((callId) => parts.has(callId))) return latest;
      const found = new Map<string, Referable>();
      const counted = { earlier, parts: new Map([...parts, ...more]) };
      for (const one of referableAmong([...byKey.values()], counted)) noteLatest(found, one);
      return found;
    },
    mayHold: (text) => wholes.has(text),
    mostShared: (wanted) => {
      if (lines.size > MOST_LINES) return Infinity;
      let characters = 0;
      for (const hash of wanted) characters += lines.get(hash) ?? 0;
      return characters;
    },
    add: (segments, decisions) =>
      addAll(
        segments.map((segment) => ({
          segment,
          decision: decisions.get(segment.key) ?? UNDECIDED,
        })),
      ),
    get length() {
      return texts.length;
    },
    truncate: (length) => {
      const kept = texts.slice(0, length);
      texts.length = 0;
      clear();
      addAll(kept);
    },
  };
}

function referableAmong(
  standing: readonly Standing[],
  about: Parameters<typeof referableOf>[2],
): readonly Referable[] {
  return standing.flatMap(({ segment, decision }) => referableOf(segment, decision, about) ?? []);
}
