// Asks the pipeline about one body. Law: a request depends neither on the pipeline's manners nor on its speed.
import type { Pipeline, Prepared, PrepareRequest } from '../../pipeline/prepared.ts';
import { describeFault } from '../describe-fault.ts';
import type { Log, ProxyLimits } from '../proxy-options.ts';

export interface PrepareContext {
  readonly pipeline: Pipeline;
  readonly limits: ProxyLimits;
  readonly log: Log;
}

/** Undefined: the pipeline failed or took too long, and the body goes out as it came. Never rejects. */
export async function prepareWithin(
  request: PrepareRequest,
  { pipeline, limits, log }: PrepareContext,
): Promise<Prepared | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), limits.prepareTimeoutMs);
  });
  try {
    return await Promise.race([pipeline.prepare(request), late]);
  } catch (error) {
    log('error', `The pipeline failed, the request goes out as it came: ${describeFault(error)}`);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
