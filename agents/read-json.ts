// Reads settings files of agents, which may have comments and trailing commas. A broken one is no settings.
import { parse, type ParseError } from 'jsonc-parser';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object a text holds; empty when there is none. */
export function readJsonObject(text: string | undefined): JsonObject {
  return parseJsonObject(text) ?? {};
}

/** Undefined when the text is broken or no object; a blank text is an empty object. */
export function parseJsonObject(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text.trim() === '') return {};
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  return errors.length === 0 && isObject(value) ? value : undefined;
}

/** The value at a place, or undefined. */
export function valueAt(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

/** The text at a place, or undefined. */
export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = valueAt(value, ...names);
  return typeof found === 'string' ? found : undefined;
}

/** The object at a place, or an empty one. */
export function objectAt(value: unknown, ...names: readonly string[]): JsonObject {
  const found = valueAt(value, ...names);
  return isObject(found) ? found : {};
}

/** Members of the second over those of the first, objects member by member. */
export function mergeObjects(under: JsonObject, over: JsonObject): JsonObject {
  const merged = Object.entries(over).map(([name, value]) => {
    const below = under[name];
    return [name, isObject(below) && isObject(value) ? mergeObjects(below, value) : value] as const;
  });
  return { ...under, ...Object.fromEntries(merged) };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
