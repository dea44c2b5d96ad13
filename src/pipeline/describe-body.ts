// What a body says about itself besides its texts.
import type { JsonDocument } from '../json/document.ts';
import type { RetrievalWay } from '../wire/wire-format.ts';
import type { PrepareRequest, Prepared } from './prepared.ts';

export type About = Pick<Prepared, 'model' | 'question'> & { readonly retrieval: RetrievalWay };

/** What it leaves out is taken from what was said before it. */
export function describeBody(body: JsonDocument, { wire, earlier }: PrepareRequest): About {
  const model = wire.model(body);
  const question = wire.question(body) ?? earlier?.question;
  const declared = wire.retrieval(body);
  return {
    retrieval: declared === 'none' ? (earlier?.retrieval ?? 'none') : declared,
    ...(model !== undefined && { model }),
    ...(question !== undefined && { question }),
  };
}
