// What each reason code means, in a few words.
import type { KeepReason } from '../../pipeline/ports.ts';
import type { PassReason } from '../../pipeline/prepared.ts';

const EXPLANATIONS: Readonly<Partial<Record<KeepReason | PassReason, string>>> = {
  settled: 'history before headroom came; may be cached',
  'too-short': 'nothing worth the notation',
  'error-output': 'short error, kept whole',
  retrieved: 'an original that was asked for',
  marked: 'shortened before',
  'protected-tool': 'instructions or plans, to be read word by word',
  'no-compressor': 'no compressor for this kind of text',
  'not-smaller': 'the result would not be smaller',
  'no-retrieval': 'the client has no way to fetch an original',
  'too-large': 'larger than is worth the wait',
  'compressor-failed': 'a fault of ours; the text went unchanged',
  'compressor-timeout': 'it took too long; the text went unchanged',
  'too-late': 'the request was sent before it was decided',
  'store-unavailable': 'decisions could not be written down',
  'base-gone': 'the text it repeats is not in this request',
  bypass: 'x-headroom-bypass was set',
  'compression-off': 'compression is switched off',
  'ab-plain': 'of the conversations that --ab passes through',
  'no-wire-format': 'not a format that headroom reads',
  'undecodable-encoding': 'content-encoding could not be decoded',
  'body-too-large': 'larger than the limit',
  'nothing-to-replace': 'no text in it became smaller',
  'not-json': 'the body is not JSON',
  'invalid-utf8': 'the body is not UTF-8',
  'duplicate-key': 'the body names a key twice',
  'too-deep': 'the body is nested too deeply',
  'pipeline-failed': 'a fault of ours; it went out unchanged',
};

/** Empty for a code that has no words here, as of a newer version. */
export function explainReason(reason: string): string {
  const known: Readonly<Record<string, string>> = EXPLANATIONS;
  return Object.hasOwn(known, reason) ? (known[reason] ?? '') : '';
}
