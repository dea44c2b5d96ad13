// `xml-select`, lossy: of XML that a tool printed the elements that fit the question, that report trouble, or differ from the
// rest, within what they stand in. The others are counted by name.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { chooseUnits, type Unit } from '../select/choose-units.ts';
import { joinKept, type Piece } from '../select/gaps.ts';
import { textSelect } from '../text/text-select.ts';
import { findStart, isWritten } from './find-start.ts';
import { findLayout } from './find-layout.ts';
import { readXml } from './read-xml.ts';
import { placesIn, type Places } from './xml-places.ts';
import { readEntries, type XmlEntry } from './xml-entries.ts';
import { writeHead } from './xml-head.ts';

export const xmlSelect: Compressor = {
  name: 'xml-select',
  accepts: ['xml'],
  fidelity: 'lossy',
  compress: select,
};

/** What could not be read as XML is not shortened. If it is more than this, all is taken for a text like any other. */
const MOST_BESIDE = 0.1;

function select(
  text: string,
  context: CompressContext,
): Compressed | undefined | Promise<Compressed | undefined> {
  if (isWritten(text)) return undefined;
  const start = findStart(text);
  if (start === undefined) return textSelect.compress(text, context);
  const reading = readXml(text, start, findLayout(text.slice(start)));
  const above = text.slice(0, start);
  const below = text.slice(reading.end);
  if (above.length + below.length > text.length * MOST_BESIDE)
    return textSelect.compress(text, context);
  const { entries, forms } = readEntries(text, reading);
  const head = writeHead({ forms, lines: [] });
  const kept = chooseUnits(
    entries.map((entry) => new EntryUnit(entry, context)),
    {
      budgetTokens: context.budgetTokens - context.estimate([above, ...head, below].join('\n')),
      contextAfter: 1,
      explain: context.explain,
      ...(context.query !== undefined && { query: context.query }),
    },
  );
  const places = placesIn(text);
  const shown = joinKept(
    entries.map((entry) => new EntryPiece(entry, places)),
    kept,
    {
      unit: places.unit,
      numbered: places.unit === 'character',
      describe: (from, to) => describe(entries.slice(from, to)),
    },
  );
  const lines = [...kept].map((at) => entries[at]?.line ?? '');
  const end = below.trim() === '' ? '' : `\n${below.trimStart()}`;
  const short = `${above}${[...writeHead({ forms, lines }), shown.text].join('\n')}${end}`;
  return short.length < text.length ? { text: short, lost: shown.lost ?? [] } : undefined;
}

/** Most are never kept: what they cost is found when somebody asks. */
class EntryUnit implements Unit {
  readonly text: string;
  readonly importance: number;
  readonly parent: number | undefined;
  readonly shape: string;
  private readonly entry: XmlEntry;
  private readonly context: CompressContext;

  constructor(entry: XmlEntry, context: CompressContext) {
    const { source, importance, parent, shape } = entry;
    this.text = source;
    this.importance = importance;
    this.parent = parent;
    this.shape = shape;
    this.entry = entry;
    this.context = context;
  }

  get cost(): number {
    return this.context.estimate(this.entry.line) + 1;
  }
}

class EntryPiece implements Piece {
  private readonly entry: XmlEntry;
  private readonly places: Places;

  constructor(entry: XmlEntry, places: Places) {
    this.entry = entry;
    this.places = places;
  }

  get text(): string {
    return this.entry.line;
  }

  get from(): number {
    return this.places.placeOf(this.entry.start, this.entry.end).from;
  }

  get to(): number {
    return this.places.placeOf(this.entry.start, this.entry.end).to;
  }
}

const MOST_NAMED = 3;

/** "60 testcase, 2 failure, 5 others" */
function describe(entries: readonly XmlEntry[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { name } of entries)
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].toSorted((one, other) => other[1] - one[1]);
  const others = most.slice(MOST_NAMED).reduce((sum, [, count]) => sum + count, 0);
  const named = most.slice(0, MOST_NAMED).map(([name, count]) => `${count} ${name}`);
  if (named.length === 0) return undefined;
  return [...named, ...(others > 0 ? [`${others} others`] : [])].join(', ');
}
