// How a provider counts: learnt per conversation from what each turn added and by how much the provider's count grew. Three figures
// by least squares: its tokens per o200k token of text, per o200k token that JSON escapes would add (nought where the decoded text is
// counted), and per block.

/** Tokens of some text by our count. */
export interface OwnTokens {
  readonly text: number;
  /** More of them when the text is counted as it stands in JSON. */
  readonly escapes: number;
}

export interface AddedTokens extends OwnTokens {
  /** Each costs some tokens for what stands around it. */
  readonly blocks: number;
}

export interface TokenRate {
  /** Whether more turns would still help. */
  isLearning(): boolean;
  note(added: AddedTokens, counted: number): void;
  /** Whether escapes have to be known. */
  needsEscapes(): boolean;
  /** In the provider's tokens. */
  convert(tokens: OwnTokens): number;
}

/** Exact counts cost time; after this many tokens the figures stand. */
const ENOUGH_TOKENS = 150_000;
/** What is believed before the first turn, and how many tokens must speak against it. */
const BELIEFS = [
  { value: 1, weight: 1_000 },
  { value: 0, weight: 100 },
  { value: 40, weight: 1 },
] as const;
/** What is left of nought is noise. */
const LEAST_ESCAPE = 0.1;
/** Beyond these a transcript leaves out what was sent, and the figures say nothing about tokens. */
const LOWEST = 0.7;
const HIGHEST = 2;

/** Begins with the belief that the provider counts the text as we do. */
export function createTokenRate(): TokenRate {
  const sums = BELIEFS.map(({ value, weight }, row) => {
    const square = weight ** 2;
    const sum = BELIEFS.map((_, column) => (row === column ? square : 0));
    return [...sum, square * value];
  });
  let learnt = 0;
  let figures = { text: 1, escapes: 0 };
  return {
    isLearning: () => learnt < ENOUGH_TOKENS,
    note({ text, escapes, blocks }, counted) {
      learnt += text;
      const values = [text, escapes, blocks, counted];
      for (const [row, sum] of sums.entries()) {
        for (const [column, value] of values.entries()) {
          sum[column] = (sum[column] ?? 0) + (values[row] ?? 0) * value;
        }
      }
      const [ofText = 1, ofEscapes = 0] = solved(sums);
      figures = {
        text: Math.min(HIGHEST, Math.max(LOWEST, ofText)),
        escapes: ofEscapes < LEAST_ESCAPE ? 0 : Math.min(HIGHEST, ofEscapes),
      };
    },
    needsEscapes: () => learnt < ENOUGH_TOKENS || figures.escapes > 0,
    convert: ({ text, escapes }) => figures.text * text + figures.escapes * escapes,
  };
}

/** Gauss with pivots; the sums are positive definite. */
function solved(sums: readonly (readonly number[])[]): readonly number[] {
  const rows = sums.map((row) => [...row]);
  const size = rows.length;
  for (let at = 0; at < size; at++) {
    const pivot = rows[at] ?? [];
    for (const [index, row] of rows.entries()) {
      const factor = index === at ? 0 : (row[at] ?? 0) / (pivot[at] ?? 1);
      for (let column = at; column <= size; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
      }
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}
