// Names the content kind of a text: by what it says, helped by how it was asked for. Bounded, linear, deterministic.
import type { CompressContext, ContentKind } from './compressor.ts';
import { isBlame, isBrokenJson, isDiff, isHtml, isJson, isOddJson } from './detect/marked.ts';
import {
  isCode,
  isConfig,
  isLineByLine,
  isLog,
  isMarkdown,
  isProse,
  isRepetitive,
  isUnderlined,
} from './detect/loose.ts';
import { isListing, isSearch, isTable } from './detect/rows.ts';
import { sampleOf, type Sample } from './detect/sample.ts';
import { isPage } from './page/is-page.ts';
import { isXml } from './xml/is-xml.ts';
import type { Origin } from './origin/origin.ts';

/** The kind of a text. Content decides; the origin settles what content leaves open. What was read on the way is remembered. */
export function detectKind(
  text: string,
  origin: Origin,
  context: Pick<CompressContext, 'readOnce'> = {},
): ContentKind {
  if (isJson(text, context)) return 'json';
  const sample = sampleOf(text);
  if (sample.lines.length === 0) return 'text';
  if (isOddJson(text, sample)) return 'json';
  const named =
    origin.use === 'file-read' || origin.use === 'skill' ? kindOfPath(origin) : undefined;
  if (named !== undefined && fits(named, sample)) return named;
  const found = TESTS.find(([, test]) => test(sample, origin))?.[0];
  if (found !== undefined) return found;
  // What a command prints and nothing else fits reports something, line by line.
  if (origin.use === 'shell' && isLineByLine(sample)) return 'log';
  return (origin.use === 'fetch' ? kindOfPath(origin) : undefined) ?? 'text';
}

/** In order: kinds with unmistakable marks first, those known by the sum of small signs last. */
const TESTS: ReadonlyArray<readonly [ContentKind, (sample: Sample, origin: Origin) => boolean]> = [
  ['diff', (sample) => isDiff(sample) || isBlame(sample)],
  ['text', isBrokenJson],
  ['page', isPage],
  ['prose', isMarkdown],
  ['xml', isXml],
  ['html', isHtml],
  ['search', isSearch],
  ['listing', isListing],
  ['table', isTable],
  ['log', isLog],
  ['prose', isUnderlined],
  ['config', isConfig],
  ['code', isCode],
  ['log', isRepetitive],
  ['prose', isProse],
];

const KIND_OF_EXTENSION: ReadonlyMap<string, ContentKind> = new Map(
  Object.entries({
    code:
      'c h cc cpp cxx hh hpp hxx cs java kt kts scala groovy go rs swift m mm js jsx mjs cjs ts tsx mts cts vue svelte ' +
      'astro py pyi rb php pl pm lua r jl ex exs erl hs ml mli fs fsx clj cljs dart zig nim v sv vhd sh bash zsh fish ' +
      'ps1 bat sql proto graphql gql css scss sass less tf hcl cmake mk gradle asm s el vim',
    config: 'yaml yml toml ini cfg conf cnf properties env lock editorconfig service plist xml',
    prose: 'md markdown mdx rst adoc asciidoc tex org man',
    html: 'html htm xhtml',
    table: 'csv tsv psv',
    log: 'log',
  }).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind as ContentKind] as const),
  ),
);

function kindOfPath(origin: Origin): ContentKind | undefined {
  const name = origin.path?.replace(/^.*[\\/]/, '').toLowerCase();
  if (name === undefined) return undefined;
  if (/^(?:makefile|dockerfile|rakefile|gemfile|jenkinsfile|justfile)$/.test(name)) return 'code';
  return KIND_OF_EXTENSION.get(name.replace(/^.*\./, ''));
}

/** A file may hold something else than its name says, and a read may answer with an error message. */
function fits(kind: ContentKind, sample: Sample): boolean {
  if (kind === 'table') return isTable(sample);
  if (kind === 'html') return isHtml(sample);
  if (kind === 'config') return !isPage(sample);
  if (kind === 'log') return isLog(sample) || !isTable(sample);
  return true;
}
