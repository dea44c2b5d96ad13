// The input of a tool call as values. Some agents send text that is no JSON: then there is none.

export type ToolInput = Readonly<Record<string, unknown>>;

/** Undefined when there is no input, or it is not a JSON object. */
export function readToolInput(json: string | undefined): ToolInput | undefined {
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as ToolInput)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
