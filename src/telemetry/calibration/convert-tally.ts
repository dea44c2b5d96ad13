// A tally in tokens and money of the models: what our own counts say is multiplied by what one of our tokens is to them. Law: tokens
// and money are rounded once for each family, so that the same tally gives the same whole numbers everywhere.
import type { Calibration } from './calibration.ts';
import type { FamilySums, GroupSums, Tally } from '../tally.ts';

interface Tokens {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

export interface ConvertedTally {
  readonly newInput: Tokens;
  readonly wholeRequests: Tokens;
  /** Billionths of a US dollar. */
  readonly money: {
    readonly spentNano: number;
    readonly savedNano: number;
    readonly listSavedNano: number;
    readonly retrievalNano: number;
    readonly toolDefinitionNano: number;
  };
}

/** The sums of a tally with all families converted. */
export function convertTally(tally: Tally, calibration: Calibration): ConvertedTally {
  const { wholeRequests, money, families } = tally;
  const of = (name: keyof FamilySums): number =>
    Object.entries(families).reduce(
      (sum, [family, sums]) => sum + converted(family, sums[name], calibration),
      0,
    );
  return {
    newInput: { tokensBefore: of('tokensBefore'), tokensAfter: of('tokensAfter') },
    wholeRequests: {
      tokensBefore: wholeRequests.tokensBefore + of('leftOutTokens'),
      tokensAfter: wholeRequests.tokensAfter,
    },
    money: {
      spentNano: money.spentNano,
      savedNano: money.savedNano + of('savedNano'),
      listSavedNano: of('listSavedNano'),
      retrievalNano: money.retrievalNano + of('retrievalNano'),
      toolDefinitionNano: money.toolDefinitionNano,
    },
  };
}

/** What a group has saved, in billionths of a US dollar. */
export function netSavedNanoOf(group: GroupSums, calibration: Calibration): number {
  return Object.entries(group.netSavedNanoPerOwnToken).reduce(
    (sum, [family, nano]) => sum + converted(family, nano, calibration),
    group.netSavedNano,
  );
}

function converted(family: string, own: number, { ratioOf }: Calibration): number {
  return Math.round(own * (ratioOf(family) ?? 1));
}
