// Reads what a model sent as tool arguments. Models mix up numbers and texts, so both are taken where the meaning is clear.
import { HeadroomError } from '../errors.ts';

export type ToolArguments = Readonly<Record<string, unknown>>;

/** A text or number as text; undefined when it is absent, null or empty. */
export function textArgument(given: ToolArguments, name: string): string | undefined {
  const value = given[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new HeadroomError('BAD_OPTION', `"${name}" must be a text.`, {
    hint: 'Send it as a JSON string.',
  });
}

/** Like `textArgument`, for what cannot be missing. */
export function requiredText(given: ToolArguments, name: string): string {
  const text = textArgument(given, name);
  if (text !== undefined) return text;
  throw new HeadroomError('BAD_OPTION', `"${name}" is missing.`, {
    hint: `Send "${name}" as a JSON string.`,
  });
}

/** A whole number above 0; undefined when it is absent. */
export function countArgument(given: ToolArguments, name: string): number | undefined {
  const text = textArgument(given, name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new HeadroomError('BAD_OPTION', `"${name}" must be a whole number above 0.`, {
    hint: `It was ${JSON.stringify(text)}.`,
  });
}
