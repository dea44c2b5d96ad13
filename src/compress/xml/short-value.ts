// The value of an attribute in the short form: without quotes where it can be told from what follows.

/** What the form says many values begin with. */
export const PREFIX = '^';

const BARE = /^(?!["'@^…])\S*[^\s,:]$/;

/** Without regard to what many values begin with. */
export function writeValue(value: string, quote: string): string {
  return BARE.test(value) ? value : quote + value + quote;
}

export function cutPrefix(written: string, prefix: string | undefined): string {
  return prefix !== undefined && written.startsWith(prefix)
    ? PREFIX + written.slice(prefix.length)
    : written;
}

/** The inverse of both. */
export function readValue(written: string, prefix = ''): string {
  if (written.startsWith(PREFIX)) return prefix + written.slice(1);
  return /^["']/.test(written) ? written.slice(1, -1) : written;
}
