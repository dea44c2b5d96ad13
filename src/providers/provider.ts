// The contract of a provider: which requests are its own, where they go, and how it words a failure.
import type { HeadroomError } from '../errors.ts';
import type { WireFormatName } from '../wire/wire-format.ts';
import type { Upstream } from './upstream.ts';

export type ProviderName = 'anthropic' | 'openai' | 'chatgpt' | 'azure' | 'gemini' | 'copilot';

export interface Route {
  readonly method: string;
  /** The end of the path: gateways put their own prefix in front of it. */
  readonly path: string;
  /** Absent: passed through unread. */
  readonly wire?: WireFormatName;
  /** count: asks for a size, sends nothing to a model. */
  readonly purpose: 'send' | 'count';
}

/** The headers of a request on its way out: name, value, name, value. */
export interface RequestHead {
  readonly headers: readonly string[];
  /** Signed headers that were just answered with 401. */
  readonly refused?: readonly string[];
}

export interface Provider {
  readonly name: ProviderName;
  /** Endpoints that are read, most specific first. Every other path is passed through unread. */
  readonly routes: readonly Route[];
  /** Where a request target (path and query, as they came) goes. The target is never normalised. */
  upstream(target: string): Upstream;
  /**
   * The headers to send instead of the client's. Absent: the client's own credentials pass through untouched. Undefined is
   * an answer to `refused` alone: there are no better ones. Throws a `HeadroomError` when there is nothing to sign with.
   */
  sign?(head: RequestHead): Promise<readonly string[] | undefined>;
  /** Our own failures, in the error shape this provider's clients expect. */
  failure(error: HeadroomError): Failure;
}

export interface Failure {
  readonly status: number;
  readonly body: string;
}

export interface ProviderOptions {
  /** Absent: the provider's own address. May carry a path, as gateways do. */
  readonly baseUrl?: string | undefined;
}
