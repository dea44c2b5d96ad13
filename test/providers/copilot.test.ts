import { describe, expect, it } from 'vitest';
import { HeadroomError } from '../../src/errors.ts';
import { copilot, type CopilotOptions } from '../../src/providers/copilot.ts';
import { testProvider } from './provider-suite.ts';

const CLIENT_HEADERS = [
  ['User-Agent', 'GitHubCopilotChat/0.35.0'],
  ['Editor-Version', 'vscode/1.107.0'],
] as const;

const make = (options: Partial<CopilotOptions> = {}) =>
  copilot({
    baseUrl: 'https://api.githubcopilot.com',
    tokens: {
      current: () => Promise.resolve('tid=first'),
      renewed: (refused) => Promise.resolve(`tid=after ${refused}`),
    },
    clientHeaders: CLIENT_HEADERS,
    ...options,
  });

testProvider('copilot', {
  make: ({ baseUrl } = {}) => make(baseUrl === undefined ? {} : { baseUrl }),
  host: 'api.githubcopilot.com',
  messageOf: (body) => (body as { error: { message: string } }).error.message,
});

describe('the paths of Copilot', () => {
  it.each([
    ['/v1/chat/completions', '/chat/completions'],
    ['/v1/responses?x=1', '/responses?x=1'],
    ['/v1?x', '/?x'],
    ['/v1', '/'],
    ['/v1beta/x', '/v1beta/x'],
    ['/models//./v1/x', '/models//./v1/x'],
  ])('%s goes to %s', (target, expected) => {
    expect(make().upstream(target).target).toBe(expected);
  });
});

describe('what Copilot gets', () => {
  it('is the token in the place of what the client sent, and the client headers it lacks', async () => {
    const headers = ['Accept', '*/*', 'authorization', 'Bearer headroom', 'X-Api-Key', 'k'];
    const more = ['user-agent', 'OpenAI/JS', 'X-Initiator', 'agent', 'authorization', 'again'];
    expect(await make().sign?.({ headers: [...headers, ...more] })).toEqual([
      ...['Accept', '*/*', 'authorization', 'Bearer tid=first'],
      ...['user-agent', 'OpenAI/JS', 'X-Initiator', 'agent', 'Editor-Version', 'vscode/1.107.0'],
    ]);
  });

  it('never says more about a request than its client did', async () => {
    const signed = (await make().sign?.({ headers: ['Host', 'x'] })) ?? [];
    const names = signed.filter((_, index) => index % 2 === 0);
    expect(names).toEqual(['Host', 'Authorization', 'User-Agent', 'Editor-Version']);
  });

  it('is a newer token after a refusal', async () => {
    const refused = ['Authorization', 'Bearer tid=first'];
    expect(await make().sign?.({ headers: [], refused })).toContain('Bearer tid=after tid=first');
  });

  it('is nothing more where a refused token cannot be renewed', async () => {
    const tokens = {
      current: () => Promise.resolve('tid=first'),
      renewed: () => Promise.resolve(undefined),
    };
    const refused = ['Authorization', 'Bearer tid=first'];
    expect(await make({ tokens }).sign?.({ headers: [], refused })).toBeUndefined();
  });

  it.each(['tid=own;exp=1', 'tid_own'])('is what the client sent, if that is %s', async (token) => {
    const headers = ['X-Api-Key', 'k', 'AUTHORIZATION', `bearer ${token}`];
    expect(await make().sign?.({ headers })).toBe(headers);
    expect(await make().sign?.({ headers, refused: headers })).toBeUndefined();
  });

  it('tells a client without a login to stop, and one with a passing trouble to try again', () => {
    const statusOf = (code: 'COPILOT_LOGIN_REQUIRED' | 'GITHUB_UNREACHABLE') =>
      make().failure(new HeadroomError(code, 'No.', { hint: 'Do.' })).status;
    expect([statusOf('COPILOT_LOGIN_REQUIRED'), statusOf('GITHUB_UNREACHABLE')]).toEqual([
      401, 502,
    ]);
  });
});
