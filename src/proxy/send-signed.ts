// Sends a request with the credentials of its provider, where the provider has its own. A refused one is renewed and the
// request sent once more, unseen by the client.
import type { Provider } from '../providers/provider.ts';
import { describeFault } from './describe-fault.ts';
import type { Log } from './proxy-options.ts';
import type { Answer, Outgoing, Transport } from './upstream/transport.ts';

export interface SigningContext {
  readonly provider: Provider;
  readonly transport: Transport;
  readonly log: Log;
}

const REFUSED = 401;

/** Rejects as `Transport.send` does, or with a `HeadroomError` when there is nothing to sign with. */
export async function sendSigned(outgoing: Outgoing, context: SigningContext): Promise<Answer> {
  const { provider, transport } = context;
  const sign = provider.sign?.bind(provider);
  if (sign === undefined) return await transport.send(outgoing);
  const { headers } = outgoing;
  const signed = [...((await sign({ headers })) ?? headers)];
  const answer = await transport.send({ ...outgoing, headers: signed });
  if (answer.response.statusCode !== REFUSED) return answer;
  const renewal = sign({ headers, refused: signed });
  if (!outgoing.body.canReplay()) {
    renewal.catch((error: unknown) => context.log('warn', describeFault(error)));
    return answer;
  }
  const renewed = await orDiscard(renewal, answer);
  if (renewed === undefined) return answer;
  discard(answer);
  return await transport.send({ ...outgoing, headers: [...renewed] });
}

/** An answer that nobody will read must not keep its connection. */
async function orDiscard<T>(work: Promise<T>, answer: Answer): Promise<T> {
  try {
    return await work;
  } catch (error) {
    discard(answer);
    throw error;
  }
}

function discard({ response }: Answer): void {
  response.on('error', () => undefined).resume();
}
