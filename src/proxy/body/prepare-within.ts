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
  request: Omit<PrepareRequest, 'claim'>,
  { pipeline, limits, log }: PrepareContext,
): Promise<Prepared | undefined> {
  const deadline = startDeadline(limits.prepareTimeoutMs);
  try {
    const prepared = pipeline.prepare({ ...request, claim: deadline.claim });
    return await Promise.race([prepared, deadline.passed]);
  } catch (error) {
    log('error', `The pipeline failed, the request goes out as it came: ${describeFault(error)}`);
    return undefined;
  } finally {
    deadline.end();
  }
}

interface Deadline {
  /** False once it has passed; true, and then it never passes. */
  claim(): boolean;
  /** Rejects when it passes. */
  readonly passed: Promise<never>;
  end(): void;
}

function startDeadline(ms: number): Deadline {
  let hasPassed = false;
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      hasPassed = true;
      reject(new Error('it took too long'));
    }, ms);
  });
  return {
    claim: () => {
      if (!hasPassed) clearTimeout(timer);
      return !hasPassed;
    },
    passed,
    end: () => clearTimeout(timer),
  };
}
