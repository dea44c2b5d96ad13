// Which signs of the notation a form uses, explained once for its reader.
import type { Plan } from '../table/plan.ts';
import { formsOf, tablesOf } from '../table/plan.ts';
import type { RowForm } from '../table/row-form.ts';

/** One short explanation for each sign in use. */
export function legendOf(plan: Plan): readonly string[] {
  const forms = [...tablesOf(plan)].flatMap((table) => [...formsOf(table.form)]);
  const has = (uses: (form: RowForm) => boolean): boolean => forms.some(uses);
  const legend: string[] = [];
  const isLacked = has((form) => form.lacking.length > 0);
  if (has(usesConstants))
    legend.push(isLacked ? 'k=v: same in all rows without k:~' : 'k=v: same in all rows');
  if (has(usesFlags)) legend.push('k?=v: v where a row says k');
  if (has((form) => [...form.copies.values()].some(({ frame }) => frame === undefined)))
    legend.push('k==x: same as x');
  if (has((form) => [...form.copies.values()].some(({ frame }) => frame !== undefined)))
    legend.push('k==x=a*b: a, x, b in one');
  if (has((form) => form.prefixes.size > 0)) legend.push('k=v*: rows go on after v');
  if (has((form) => form.headings.length > 0)) legend.push('#k: in the # line above');
  if (has((form) => form.children.length > 0)) legend.push('k[..]: number of indented rows below');
  if (has(usesMissing)) legend.push('~: missing');
  if (holdsQuoted(plan)) legend.push("'' before a value: it is the content of a string");
  return legend;
}

function holdsQuoted(plan: Plan): boolean {
  if (plan.kind === 'block') return plan.parts.some(holdsQuoted);
  return plan.kind === 'quoted';
}

function usesConstants(form: RowForm): boolean {
  return [...form.constants.keys()].some((column) => !form.optional.has(column));
}

function usesFlags(form: RowForm): boolean {
  return [...form.constants.keys()].some((column) => form.optional.has(column));
}

function usesMissing(form: RowForm): boolean {
  return form.cells.some((column) => column.values.includes(undefined));
}
