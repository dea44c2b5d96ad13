// Readers of setting values: a text in, a checked value out, or a sentence that says what is wrong.

export type Parsed<T> = { readonly value: T } | { readonly problem: string };

export function portNumber(text: string): Parsed<number> {
  const port = Number(text);
  const valid = /^\d+$/.test(text) && port <= 65_535;
  return valid
    ? { value: port }
    : { problem: `"${text}" is not a port number from 0 (any free port) to 65535` };
}

export function positiveNumber(text: string): Parsed<number> {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value > 0
    ? { value }
    : { problem: `"${text}" is not a number above 0` };
}

export function nonEmpty(text: string): Parsed<string> {
  return text.trim() === '' ? { problem: 'it is empty' } : { value: text };
}

/** Words between commas. */
export function list(text: string): Parsed<readonly string[]> {
  const words = text.split(',').map((word) => word.trim());
  return { value: words.filter((word) => word !== '') };
}

export function httpUrl(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { problem: `"${text}" is not an http or https address` };
  }
  return { value: text.replace(/\/+$/, '') };
}

/** Often written without its scheme. What is wrong with it is not repeated: there may be a password in it. */
export function proxyUrl(text: string): Parsed<string | undefined> {
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // The variable serves other programs too, which speak to other kinds.
  if (/^socks/.test(url?.protocol ?? '')) return { value: undefined };
  return url === undefined || url.hostname === '' || !/^https?:$/.test(url.protocol)
    ? { problem: 'it is not the address of an HTTP proxy, like http://host:port' }
    : { value: address };
}

export function oneOf<const T extends string>(...names: readonly T[]): (text: string) => Parsed<T> {
  return (text) => {
    const found = names.find((name) => name === text);
    return found === undefined
      ? { problem: `"${text}" is not one of ${names.join(', ')}` }
      : { value: found };
  };
}

const SWITCH: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off'].map((word) => [word, false] as const),
]);

export function onOff(text: string): Parsed<boolean> {
  const value = SWITCH.get(text.toLowerCase());
  return value === undefined ? { problem: `"${text}" is neither on nor off` } : { value };
}
