// Which compressors look at which kind, in order. Adding a compressor is one file, one line here, one fixture.
import { codeSelect } from './code/code-select.ts';
import type { Compressor, ContentKind, Profile } from './compressor.ts';
import { blame } from './diff/blame.ts';
import { blameSelect } from './diff/blame-select.ts';
import { diffSelect } from './diff/diff-select.ts';
import { blob } from './blob/blob.ts';
import { minified } from './blob/minified.ts';
import { gitShort } from './diff/git-short.ts';
import { gitStatus } from './diff/git-status.ts';
import { gutter } from './gutter.ts';
import { htmlText } from './html/html-text.ts';
import { json, jsonCompact, jsonRows } from './smart-crusher/index.ts';
import { listingSelect } from './listing/listing-select.ts';
import { listing } from './listing/listing.ts';
import { lockfile } from './lockfile/lockfile.ts';
import { logSelect } from './log/log-select.ts';
import { logShort } from './log/log-short.ts';
import type { Origin } from './origin/origin.ts';
import { pageSelect } from './page/page-select.ts';
import { pageShort } from './page/page-short.ts';
import { rgJson } from './search/rg-json.ts';
import { searchSelect } from './search/search-select.ts';
import { search } from './search/search.ts';
import { tablePlain } from './table/table-plain.ts';
import { tableRows } from './table/table-rows.ts';
import { table } from './table/table.ts';
import { terminal } from './terminal.ts';
import { textSelect } from './text/text-select.ts';
import { xmlSelect } from './xml/xml-select.ts';
import { xmlShort } from './xml/xml-short.ts';

export interface Route {
  /** Applied one after the other before anything else. */
  readonly presentation: readonly Compressor[];
  /** All are tried, the smallest result is kept. */
  readonly lossless: readonly Compressor[];
  /** Applied before the lossy ones, one after the other: away with what no reader can use. */
  readonly opaque: readonly Compressor[];
  /** The first that helps is kept. */
  readonly lossy: readonly Compressor[];
}

type Kinds = Readonly<Partial<Record<ContentKind, readonly Compressor[]>>>;

const LOSSLESS: Kinds = {
  json: [json, jsonCompact],
  search: [search, gutter],
  listing: [listing],
  diff: [blame, gitShort, gitStatus],
  code: [gutter],
  log: [logShort],
  page: [pageShort],
  xml: [xmlShort],
  prose: [gutter],
  config: [gutter],
  table: [table, tablePlain, gutter],
};

const LOSSY: Kinds = {
  json: [lockfile, rgJson, jsonRows],
  search: [searchSelect],
  listing: [listingSelect],
  diff: [blameSelect, diffSelect],
  log: [logSelect],
  table: [tableRows],
  html: [htmlText, textSelect],
  page: [pageSelect],
  xml: [xmlSelect],
  prose: [minified, textSelect],
  config: [lockfile, minified, textSelect],
  text: [lockfile, minified, textSelect],
  code: [lockfile, minified, codeSelect],
};

/** The agent may quote these bytes later: only forms that leave every line as it is. */
const EXACT_TEXT: Route = { presentation: [], lossless: [gutter], opaque: [], lossy: [] };

/** Who asks for the most gets the bodies of functions folded, marked, even where a file of the agent's own is read. */
const FOLDED_CODE: Route = { ...EXACT_TEXT, lossy: [codeSelect] };

function mayFold(kind: ContentKind, origin: Origin, profile: Profile): boolean {
  return profile === 'aggressive' && kind === 'code' && origin.use === 'file-read';
}

/** The compressors for a kind; a text that the agent may quote gets none that could change a line. */
export function routeFor(kind: ContentKind, origin: Origin, profile: Profile): Route {
  if (origin.exact) return mayFold(kind, origin, profile) ? FOLDED_CODE : EXACT_TEXT;
  return {
    presentation: [terminal],
    lossless: LOSSLESS[kind] ?? [],
    opaque: [blob],
    lossy: LOSSY[kind] ?? [],
  };
}

/** Every compressor that some route uses, once. */
export const COMPRESSORS: readonly Compressor[] = [
  ...new Set([terminal, gutter, blob, Object.values(LOSSLESS), Object.values(LOSSY)].flat(2)),
];
