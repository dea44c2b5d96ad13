// How many tokens a lossy form should come out at. Depends on the text alone, never on context size, clock or load.
import type { ContentKind, Profile } from './compressor.ts';

interface Range {
  readonly share: number;
  readonly least: number;
  readonly most: number;
}

/** With a usable question selection finds the facts at a third of the size; without one it needs more room. */
const ASKED: Range = { share: 0.3, least: 1_800, most: 5_000 };
const NOT_ASKED: Range = { share: 0.55, least: 3_000, most: 12_000 };

/** Where facts lie denser or thinner than average. */
const FACTOR: Partial<Record<ContentKind, number>> = {
  search: 0.8,
  prose: 1.2,
  html: 1.2,
  table: 1.3,
  diff: 1.5,
  // Whatever is not shown cannot be clicked, and only what was sent without loss can be referred to after the next click.
  page: 3,
  xml: 2,
};

const PROFILE_FACTOR: Readonly<Record<Profile, number>> = {
  lossless: 1,
  balanced: 1,
  aggressive: 0.5,
};

export function budgetFor(about: {
  readonly kind: ContentKind;
  readonly tokensBefore: number;
  readonly profile: Profile;
  /** Whether there is a usable question. */
  readonly asked: boolean;
}): number {
  const range = about.asked ? ASKED : NOT_ASKED;
  const byKind = FACTOR[about.kind] ?? 1;
  // Without a question no kind can do with less.
  const factor = (about.asked ? byKind : Math.max(1, byKind)) * PROFILE_FACTOR[about.profile];
  const clamped = Math.min(range.most, Math.max(range.least, about.tokensBefore * range.share));
  return Math.round(clamped * factor);
}
