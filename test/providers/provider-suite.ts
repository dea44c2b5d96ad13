// What every provider promises.
import { describe, expect, it } from 'vitest';
import { HeadroomError } from '../../src/errors.ts';
import type { Provider, ProviderOptions } from '../../src/providers/provider.ts';

export interface ProviderSuite {
  readonly make: (options?: ProviderOptions) => Provider;
  readonly host: string;
  /** Finds the text for a person in a parsed error. */
  readonly messageOf: (body: unknown) => string;
}

/** Declares the tests of one provider. */
export function testProvider(name: string, suite: ProviderSuite): void {
  describe(name, () => {
    const { make, host, messageOf } = suite;

    it('has its own address, and takes another', () => {
      expect(make().name).toBe(name);
      expect(make().upstream('/x?y')).toMatchObject({
        secure: true,
        port: 443,
        host,
        target: '/x?y',
      });
      expect(make({ baseUrl: 'http://gw.example:8/llm' }).upstream('/x')).toMatchObject({
        secure: false,
        host: 'gw.example:8',
        target: '/llm/x',
      });
    });

    it('says what happened and what to do, as a server error', () => {
      const error = new HeadroomError('UPSTREAM_UNREACHABLE', 'It said "no".', {
        hint: 'Try again.',
      });
      const { status, body } = make().failure(error);
      // Clients try again after a 5xx, and change or give up their request after a 4xx.
      expect(status).toBeGreaterThanOrEqual(500);
      expect(messageOf(JSON.parse(body))).toBe('It said "no". Try again.');
    });

    it('lists routes most specific first', () => {
      const { routes } = make();
      routes.forEach((route, at) => {
        const hidden = routes.slice(0, at).filter((earlier) => route.path.endsWith(earlier.path));
        expect(hidden).toEqual([]);
      });
    });
  });
}
