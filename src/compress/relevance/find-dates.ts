// Dates of a question, in the ways that data and logs write them: "3 October 2014" is found as 2014-10-03.

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';

/** "3 October 2014", "3rd of October, 2014" */
const DAY_FIRST = new RegExp(`\\b${DAY} (?:of )?${MONTH}(?:,? (\\d{4}))?\\b`, 'gi');
/** "October 3, 2014", "Oct 3" */
const MONTH_FIRST = new RegExp(`\\b${MONTH} ${DAY}(?:,? (\\d{4}))?\\b`, 'gi');
const MOST_DATES = 4;

/** The dates that a question spells out with the name of the month, as they may stand in a text. */
export function findDates(question: string): readonly string[] {
  const found = [
    ...[...question.matchAll(DAY_FIRST)].map(([, day, month, year]) => ({ day, month, year })),
    ...[...question.matchAll(MONTH_FIRST)].map(([, month, day, year]) => ({ day, month, year })),
  ];
  return found.slice(0, MOST_DATES).flatMap(formsOf);
}

interface NamedDate {
  readonly day: string | undefined;
  readonly month: string | undefined;
  readonly year: string | undefined;
}

function formsOf({ day = '', month = '', year }: NamedDate): readonly string[] {
  const number = MONTHS.indexOf(month.toLowerCase().slice(0, 3)) + 1;
  // "you may 3 times" is no date.
  if (month === 'may' || Number(day) < 1 || Number(day) > 31) return [];
  const name = month.slice(0, 1).toUpperCase() + month.slice(1, 3).toLowerCase();
  const [mm, dd] = [String(number), day].map((part) => part.padStart(2, '0'));
  if (year === undefined) return [`${mm}-${dd}`, `${mm}/${dd}`, `${dd}/${name}`];
  return [
    `${year}-${mm}-${dd}`,
    `${year}/${mm}/${dd}`,
    `${year}${mm}${dd}`,
    `${dd}/${name}/${year}`,
    `${dd}.${mm}.${year}`,
  ];
}
