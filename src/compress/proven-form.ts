// What exact compressors with a notation of their own have in common: the inverse is run before a form is offered.
import type { Compressor, ContentKind } from './compressor.ts';
import { isInVain } from './in-vain.ts';

export interface ProvenForm {
  readonly name: string;
  readonly accepts: readonly ContentKind[];
  /** Characters of the text for each token of its budget beyond which the form cannot come near it. */
  readonly mostPerToken: number;
  /** Undefined: the text cannot be written so. */
  shorten(text: string): string | undefined;
  expand(text: string): string;
}

/** The compressor of a form. */
export function provenForm(form: ProvenForm): Compressor {
  const { name, accepts, mostPerToken, shorten, expand } = form;
  return {
    name,
    accepts,
    fidelity: 'exact',
    isProven: true,
    compress(text, context) {
      if (isInVain(text, context, mostPerToken)) return undefined;
      const short = shorten(text);
      if (short === undefined || short.length >= text.length) return undefined;
      // A line of the text can look like the notation.
      return expand(short) === text ? { text: short } : undefined;
    },
    expand,
  };
}
