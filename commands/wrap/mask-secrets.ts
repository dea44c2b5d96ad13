// Takes keys and tokens out of what is printed; the rest stays readable.

const SECRET_NAME = /key|token|secret|password|credential|authorization/i;
/** Addresses and switches whose name has such a word in it, and words that stand for nothing. */
const HARMLESS = /^(?:https?:\/\/|true$|false$|\d*$|\*\*\*$)/;

/** The value of a variable as it may be shown. JSON keeps its shape; only the members with secrets are masked. */
export function maskSecrets(name: string, value: string): string {
  if (value.startsWith('{') || value.startsWith('[')) return maskJson(value);
  return SECRET_NAME.test(name) && !HARMLESS.test(value) ? '***' : value;
}

function maskJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text, maskMember));
  } catch (error) {
    if (error instanceof SyntaxError) return '***';
    throw error;
  }
}

function maskMember(this: unknown, name: string, value: unknown): unknown {
  return typeof value === 'string' ? maskSecrets(name, value) : value;
}
