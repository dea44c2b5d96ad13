// JSON within a budget: rows and members that stand out or were asked for stay, the others are counted.
import type { Compressed, CompressContext, Compressor } from '../compressor.ts';
import { readOnce } from '../read-once.ts';
import { chooseUnits } from '../select/choose-units.ts';
import { lengthOf, type JsonDocument } from './document/read-document.ts';
import { judgeEntries, type Judged } from './lossy/judge/judge-entries.ts';
import { listOmissions } from './lossy/list-omissions.ts';
import { outlineOf, type Outline } from './lossy/outline.ts';
import { renderKept } from './lossy/render-kept.ts';
import { summariseRows } from './lossy/summarise-rows.ts';
import { buildDictionary, writeDictionary, type Dictionary } from './notation/dictionary.ts';
import { legendOf } from './notation/legend.ts';
import { readJson, type Reading } from './reading.ts';
import { formsOf, tablesOf, type Plan } from './table/plan.ts';

/** Lossy: chooses rows, members and passages within the budget. */
export const jsonRows: Compressor = {
  name: 'json-rows',
  accepts: ['json'],
  fidelity: 'lossy',
  compress(text, context) {
    const reading = readOnce(context, readJson, text);
    return reading === undefined ? undefined : shortenJson(reading, context);
  },
};

/** Tokens for the first line and the summary. */
const HEAD_TOKENS = 80;
/** Share of what is left over that is spent on both ends, which nothing speaks for; all of it when nobody asked. */
const FILL_ASKED = 0.3;
const FILL_NOT_ASKED = 1;

/** What was read within the budget; undefined when nothing can be left out. */
export function shortenJson(
  { document, plan }: Reading,
  context: CompressContext,
): Compressed | undefined {
  const { source } = document;
  const outline = outlineOf(plan, document, {
    text: source,
    estimate: context.estimate,
    ends: endsFor(plan, context),
  });
  const judged = judgeEntries(outline, context);
  const kept = chooseUnits(judged.units, {
    budgetTokens: Math.max(100, context.budgetTokens - HEAD_TOKENS),
    fill: context.query === undefined ? FILL_NOT_ASKED : FILL_ASKED,
    explain: context.explain,
    ...(context.query !== undefined && { query: context.query }),
  });
  if (kept.size === outline.entries.length) return undefined;
  const dictionary = dictionaryOf({ plan, outline, kept, named: judged.named }, context);
  const body = renderKept({
    outline,
    kept,
    dictionary,
    named: judged.named,
    summarise: (table) => summarise({ outline, kept, judged }, table),
  });
  const short = assemble(document, { plan, dictionary, body });
  if (short.length >= lengthOf(document)) return undefined;
  return { text: short, lost: listOmissions(document, outline, kept) };
}

/** The more rows have long values, the less of each can stay. */
const SHARE_FOR_ENDS = 0.15;
const CHARACTERS_PER_TOKEN = 4;

function endsFor(plan: Plan, { budgetTokens }: CompressContext): { head: number; tail: number } {
  let rows = 1;
  for (const table of tablesOf(plan)) rows += table.form.set.records.length;
  const each = (budgetTokens * SHARE_FOR_ENDS * CHARACTERS_PER_TOKEN) / rows;
  const head = Math.min(160, Math.max(40, Math.round(each)));
  return { head, tail: Math.round(head / 3) };
}

interface Chosen {
  readonly plan: Plan;
  readonly outline: Outline;
  readonly kept: ReadonlySet<number>;
  readonly named: ReadonlySet<number>;
}

/** Rows that the question names stand in full, without signs that would have to be looked up. */
function dictionaryOf(
  { plan, outline, kept, named }: Chosen,
  { estimate }: CompressContext,
): Dictionary {
  const { text } = outline;
  const shown = new Map<object, number[]>();
  for (const index of kept) {
    const { kind, row } = outline.entries[index] ?? {};
    if (kind !== 'row' || row === undefined || row.index < 0 || named.has(index)) continue;
    const records = shown.get(row.form);
    if (records === undefined) shown.set(row.form, [row.index]);
    else records.push(row.index);
  }
  const forms = [...tablesOf(plan)].flatMap((table) => [...formsOf(table.form)]);
  return buildDictionary({
    text,
    forms,
    estimate,
    valuesOf: (form, values) =>
      (shown.get(form) ?? [])
        .map((record) => values[record])
        // A long value is shown in part, and another part in every row.
        .filter((value) => value === undefined || !outline.longValues.has(value)),
  });
}

function summarise(
  chosen: {
    readonly outline: Outline;
    readonly kept: ReadonlySet<number>;
    readonly judged: Judged;
  },
  table: Parameters<typeof summariseRows>[1],
): string | undefined {
  const { outline, kept, judged } = chosen;
  const form = table.table?.form;
  const judgement = form === undefined ? undefined : judged.judgements.get(form);
  return summariseRows({ outline, kept, judgement }, table);
}

interface Parts {
  readonly plan: Plan;
  readonly dictionary: Dictionary;
  readonly body: readonly string[];
}

function assemble(document: JsonDocument, { plan, dictionary, body }: Parts): string {
  const { text, start } = document;
  const signs = writeDictionary(dictionary);
  const legend = [
    '…: left out',
    ...(isNumbered(plan) ? ['rows start with their number'] : []),
    ...legendOf(plan),
    ...(signs.length > 0 ? [`& in next ${signs.length} lines`] : []),
  ];
  const head = [`[JSON, shortened; ${legend.join(', ')}]`, ...signs].join('\n');
  const isJoined = start > 0 && text[start - 1] !== '\n';
  return `${head}\n${text.slice(0, start)}${isJoined ? '\n' : ''}${body.join('\n')}`;
}

function isNumbered(plan: Plan): boolean {
  for (const table of tablesOf(plan)) if (!table.form.set.byKey) return true;
  return false;
}
