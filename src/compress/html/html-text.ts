// Lossy form of web pages: the text of the main part with its headings, lists, tables, code and links, and of that, what
// answers the question. The page itself is stored.
import type { Compressed, CompressContext, Compressor, Omission } from '../compressor.ts';
import { selectLines, type Place } from '../text/select-lines.ts';
import { linePlaces } from '../select/line-places.ts';
import type { PageLine, Span } from './page-text.ts';
import { readPage, type Page } from './read-page.ts';

export const htmlText: Compressor = {
  name: 'html-text',
  accepts: ['html'],
  fidelity: 'lossy',
  compress: shortenPage,
};

/** The main part counts as such if it has this share of the text, or this many characters. */
const MAIN_SHARE = 0.3;
const MAIN_LENGTH = 2_000;
/** Less than this share beside the furniture: it was none. */
const LEAST_SHARE = 0.3;

async function shortenPage(
  html: string,
  context: CompressContext,
): Promise<Compressed | undefined> {
  if (!TAG.test(html)) return undefined;
  // A page is rare and the parser large: it is loaded when it is needed.
  const { Parser } = await import('htmlparser2');
  const read = (skipsFurniture: boolean): Page | undefined =>
    readPage(html, {
      parser: Parser,
      skipsFurniture,
      keepsLink: linkFilter(context),
      signal: context.signal,
    });
  const page = contentOf(read(true), () => read(false));
  if (page === undefined || page.lines.length === 0) return undefined;
  const { unit, placeOf } = placesIn(html);
  const selected = selectLines(
    page.lines.map(({ text }) => text),
    context,
    { unit, placeOf: (index) => placeOf(page.lines[index] ?? NOWHERE) },
  );
  if (selected.text.length >= html.length) return undefined;
  const dropped = page.dropped.map((span): Omission => {
    return { unit, ...placeOf(span), about: span.about };
  });
  const lost = [...dropped, ...(selected.lost ?? [])];
  return { text: selected.text, lost: lost.toSorted((one, other) => one.from - other.from) };
}

/** A text without any is no page, or no longer one. */
const TAG = /<[A-Za-z!]/;
const NOWHERE: Span = { from: 0, to: 0 };

/** The main part if there is one; all of the page if there would be hardly anything left without what looks like furniture. */
function contentOf(page: Page | undefined, readAll: () => Page | undefined): Page | undefined {
  if (page === undefined) return undefined;
  const length = lengthOf(page.lines);
  if (length < page.skippedLength * LEAST_SHARE) return readAll();
  const main = page.lines.filter(({ isMain }) => isMain);
  const mainLength = lengthOf(main);
  if (mainLength < MAIN_LENGTH && mainLength < length * MAIN_SHARE) return page;
  const beside = page.lines.filter(({ isMain, text }) => !isMain && text !== '');
  const dropped = beside.map(({ from, to }) => ({ from, to, about: 'beside the main text' }));
  return { ...page, lines: main, dropped: [...page.dropped, ...dropped] };
}

function lengthOf(lines: readonly PageLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0);
}

const LONGEST_ADDRESS = 160;

type KeepsLink = (address: string, text: string) => boolean;

/** Each page that is linked to is told once: the pages of a reference name some in every line. */
function linkFilter(context: CompressContext): KeepsLink {
  const isWorthIt = addressFilter(context);
  const told = new Set<string>();
  return (address, text) => {
    const page = address.replace(/#.*$/, '');
    if (told.has(page) || !isWorthIt(address, text)) return false;
    told.add(page);
    return true;
  };
}

/** Addresses of other places that the question is about, or that a reader could not guess from the page's own address. */
function addressFilter({ query }: CompressContext): KeepsLink {
  const terms = [...(query?.terms ?? [])].filter((term) => term.length > 3);
  return (address, text) => {
    if (address.length > LONGEST_ADDRESS || !/^(?:https?:\/\/|\.{0,2}\/|[\w-]+[./])/.test(address))
      return false;
    if (/^https?:/.test(address)) return !text.includes(address);
    const words = `${text} ${address}`.toLowerCase();
    return terms.some((term) => words.includes(term));
  };
}

/** Lines of the page; characters if it has none to speak of. */
function placesIn(html: string): {
  readonly unit: 'line' | 'character';
  readonly placeOf: (span: Span) => Place;
} {
  const { starts, lineOf } = linePlaces(html);
  if (html.length > starts.length * LONG_LINES) {
    return {
      unit: 'character',
      placeOf: ({ from, to }) => ({ from: from + 1, to: Math.max(from + 1, to) }),
    };
  }
  return {
    unit: 'line',
    placeOf: ({ from, to }) => ({ from: lineOf(from), to: lineOf(Math.max(from, to - 1)) }),
  };
}

const LONG_LINES = 400;
