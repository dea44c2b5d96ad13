// What a token looks like, and how to speak of one without showing it.
import { createHash } from 'node:crypto';

/** A short-lived token of the Copilot API, used as it is. Older ones begin with `tid_`, today's with `tid=`. */
export function isApiToken(token: string): boolean {
  return /^tid[_=]/.test(token);
}

/** A text that can stand in a header; undefined for everything else, blank texts included. */
export function readToken(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim();
  return /^[\x21-\x7e]{1,16384}$/.test(trimmed) ? trimmed : undefined;
}

/** Tells two tokens apart on a screen, and nothing else. */
export function fingerprint(token: string): string {
  return `sha256:${createHash('sha256').update(token).digest('hex').slice(0, 12)}`;
}

const TOKEN_SHAPES = /\b(?:gh[a-z]_|github_pat_|tid[_=])[^\s"'\\,&]+/g;

/** A text of somebody else that may be shown: known secrets and everything shaped like a token are taken out. */
export function withoutTokens(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return known.replace(TOKEN_SHAPES, '***');
}

/** Control characters would reach the terminal of whoever reads it. */
export function printable(text: string, longest = 200): string {
  const clean = [...text].map((character) => (isControl(character) ? ' ' : character)).join('');
  return clean.length > longest ? `${clean.slice(0, longest)}...` : clean;
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160) || (code >= 0x2028 && code <= 0x202e);
}
