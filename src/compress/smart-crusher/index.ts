// JSON: a form that can be put back exactly, one that reads the same, and one that leaves rows out.
export { json } from './json.ts';
export { jsonCompact } from './json-compact.ts';
export { jsonRows } from './json-rows.ts';
export { keysOf } from './document/shape.ts';
export { jsonReader, parseValue } from './document/parse-json.ts';
