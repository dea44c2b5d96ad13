// JSON: a form that can be put back exactly, one that reads the same, and one that leaves rows out.
export { isBeyondBudget } from './beyond-budget.ts';
export { json, writeExactly } from './json.ts';
export { jsonCompact } from './json-compact.ts';
export { jsonRows, shortenJson } from './json-rows.ts';
export { endOfNumber, type JsonScalar } from './document/parse-json.ts';
export { RecordsBuilder } from './document/build-records.ts';
export { readMinified, type Reading } from './reading.ts';
export { restoreTree } from './notation/restore-json.ts';
export type { Tree } from './layout/print-tree.ts';
