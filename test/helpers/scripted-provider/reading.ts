// Reads parsed JSON of unknown shape without a cast at every step.

export type Json = Readonly<Record<string, unknown>>;

export function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return listOf(value)
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** Properties and required names of a JSON schema. */
export function schemaOf(value: unknown): {
  readonly parameters: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly required: readonly string[];
} {
  const schema = objectOf(value);
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  return {
    parameters: objectOf(schema['properties']) as Record<string, { type?: unknown }>,
    required,
  };
}

let ids = 0;

/** Clients put things together that have one id. */
export function nextId(prefix: string): string {
  ids += 1;
  return `${prefix}_${String(ids).padStart(20, '0')}`;
}

export function serverSentEvents(events: readonly unknown[]): string {
  return events
    .map((event) => {
      const { type } = objectOf(event);
      const name = typeof type === 'string' ? `event: ${type}\n` : '';
      return `${name}data: ${JSON.stringify(event)}\n\n`;
    })
    .join('');
}
