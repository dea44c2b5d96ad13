// How strings are escaped: writers of JSON differ in what they escape beyond what they must.

/** The ways to write a string, by a word; each gives one lexeme for each content. */
const STYLES: ReadonlyMap<string, (content: string) => string> = new Map([
  ['plain', (content: string) => JSON.stringify(content)],
  ['ascii', (content: string) => escapeAll(JSON.stringify(content), NOT_ASCII)],
  ['slashes', (content: string) => JSON.stringify(content).replaceAll('/', '\\/')],
  ['html', (content: string) => escapeAll(JSON.stringify(content), HTML)],
]);

const NOT_ASCII = /[\u007f-\uffff]/g;
const HTML = /[<>&\u2028\u2029]/g;

function escapeAll(lexeme: string, characters: RegExp): string {
  return lexeme.replace(
    characters,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The word for the style in which a lexeme is written; undefined when it is none of them. */
export function quoteStyleOf(lexeme: string, content: string): string | undefined {
  for (const [word, quote] of STYLES) if (quote(content) === lexeme) return word;
  return undefined;
}

/** The lexeme of a content, in the first style that the words name; else in the plain one. */
export function quoteAs(words: readonly string[], content: string): string {
  for (const [word, quote] of STYLES) if (words.includes(word)) return quote(content);
  return JSON.stringify(content);
}

/** What the word needs to be said at all: nothing for the plain style. */
export function quoteWords(style: string): readonly string[] {
  return style === 'plain' ? [] : [style];
}
