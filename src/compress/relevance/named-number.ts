// "cycle 555": a number that many texts hold is meant where the word before it stands before it as well.

/** A number is named with the word in front of it: "request 4711", "port=541", "cycle #555". */
const NUMBER = /^\d{3,12}$/;
const LONGEST_WORD = 24;
/** Blanks and marks between the word and its number. */
const LONGEST_JOINT = 4;

/** Of the texts that hold a number those in which it follows the same word as in the question; all if there are none. */
export function narrowNumber(
  holders: readonly number[],
  texts: readonly string[],
  named: { readonly number: string; readonly question: string },
): readonly number[] {
  if (!NUMBER.test(named.number)) return holders;
  const word = wordBefore(named.question.toLowerCase(), named.number);
  if (word === '') return holders;
  const found = holders.filter((index) => {
    const text = (texts[index] ?? '').toLowerCase();
    return follows(text, word, named.number);
  });
  return found.length > 0 ? found : holders;
}

function wordBefore(question: string, number: string): string {
  const at = question.indexOf(number);
  const before = question.slice(Math.max(0, at - LONGEST_WORD - LONGEST_JOINT), Math.max(0, at));
  return /([a-z]{2,24})[^a-z0-9]{1,4}$/.exec(before)?.[1] ?? '';
}

function follows(text: string, word: string, number: string): boolean {
  for (let at = text.indexOf(number); at !== -1; at = text.indexOf(number, at + 1)) {
    const before = text.slice(Math.max(0, at - LONGEST_JOINT - word.length), at);
    const isWhole = !isDigit(text.charCodeAt(at + number.length));
    if (isWhole && before.replace(/[^a-z0-9]+$/, '').endsWith(word)) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
