import { describe, expect, it } from 'vitest';
import { HeadroomError } from '../../src/errors.ts';
import { openai } from '../../src/providers/openai.ts';
import type { RequestHead } from '../../src/providers/provider.ts';
import { startProxy } from '../../src/proxy/listener.ts';
import { type Script, startFakeUpstream } from '../helpers/fake-upstream.ts';
import { startPair } from './proxy-pair.ts';

type Sign = (head: RequestHead) => Promise<readonly string[] | undefined>;

/** A proxy whose only provider signs. */
async function startSigning(sign: Sign, script: Script) {
  const upstream = await startFakeUpstream(script);
  const provider = { ...openai({ baseUrl: upstream.url }), sign };
  const pair = await startPair({
    providers: [provider],
    keys: { launchKey: 'KEY' },
    limits: { bodyBytes: 1000 },
  });
  const post = async (body: string) => {
    const url = `${pair.proxy.baseUrl('KEY')}/v1/chat/completions`;
    const answer = await fetch(url, { method: 'POST', body, headers: { 'x-initiator': 'user' } });
    return { status: answer.status, text: await answer.text() };
  };
  return { upstream, pair, post };
}

const byNumber =
  (sent: number[]): Sign =>
  ({ headers, refused }) => {
    sent.push(refused === undefined ? 1 : 2);
    return Promise.resolve([...headers, 'x-signed', refused === undefined ? 'one' : 'two']);
  };

const wants =
  (value: string): Script =>
  async (request, reply) => {
    const body = String(await request.body());
    const isGood = request.header('x-signed') === value;
    reply.send({ status: isGood ? 200 : 401, body: isGood ? `got ${body}` : 'refused' });
  };

describe('a provider that signs', () => {
  it('gets every request signed', async () => {
    const { post, upstream } = await startSigning(byNumber([]), wants('one'));
    expect(await post('hello')).toEqual({ status: 200, text: 'got hello' });
    expect(upstream.requests[0]?.header('x-initiator')).toBe('user');
  });

  it('gets a refused request once more, whole, and the client sees one answer', async () => {
    const signings: number[] = [];
    const { post, upstream } = await startSigning(byNumber(signings), wants('two'));
    expect(await post('hello')).toEqual({ status: 200, text: 'got hello' });
    expect(upstream.requests).toHaveLength(2);
    expect(signings).toEqual([1, 2]);
  });

  it('gets it no third time', async () => {
    const { post, upstream } = await startSigning(byNumber([]), wants('three'));
    expect(await post('hello')).toEqual({ status: 401, text: 'refused' });
    expect(upstream.requests).toHaveLength(2);
  });

  it('gets it once when there is nothing better to sign with', async () => {
    const sign: Sign = ({ headers, refused }) =>
      Promise.resolve(refused === undefined ? headers : undefined);
    const { post, upstream } = await startSigning(sign, wants('one'));
    expect(await post('hello')).toEqual({ status: 401, text: 'refused' });
    expect(upstream.requests).toHaveLength(1);
  });

  it('gets a body that streamed past only once; the next request has the new signature', async () => {
    const signings: number[] = [];
    const { post, upstream } = await startSigning(byNumber(signings), wants('two'));
    expect(await post('x'.repeat(2000))).toEqual({ status: 401, text: 'refused' });
    expect(upstream.requests).toHaveLength(1);
    expect(signings).toEqual([1, 2]);
  });

  it.each([
    ['at first', 0],
    ['after a refusal', 1],
  ])('that cannot sign %s says why in its own words', async (_, good) => {
    let count = 0;
    const sign: Sign = ({ headers }) => {
      count += 1;
      if (count <= good) return Promise.resolve(headers);
      const failure = new HeadroomError('COPILOT_LOGIN_REQUIRED', 'No login.', { hint: 'Log in.' });
      return Promise.reject(failure);
    };
    const { post, pair } = await startSigning(sign, wants('one'));
    const { status, text } = await post('hello');
    expect([status, text]).toEqual([502, expect.stringContaining('No login. Log in.')]);
    expect((await pair.nextExchange()).status).toBe(502);
  });

  it('is not served without a key that nobody can guess', async () => {
    const provider = { ...openai(), sign: byNumber([]) };
    const options = { host: '127.0.0.1', port: 0, wireFormats: [], compress: false };
    await expect(startProxy({ ...options, providers: [provider] })).rejects.toThrow(/launch key/);
  });
});
