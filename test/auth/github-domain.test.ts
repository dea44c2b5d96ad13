import { describe, expect, it } from 'vitest';
import { readCopilotConfiguration } from '../../src/auth/copilot-configuration.ts';
import { enterpriseHost, loginDomain } from '../../src/auth/github-domain.ts';

describe('the domain of an enterprise', () => {
  it.each([
    ['acme.ghe.com', 'acme.ghe.com'],
    ['https://ACME.ghe.com/', 'acme.ghe.com'],
    ['https://api.acme.ghe.com/api/v3?x#y', 'acme.ghe.com'],
    ['copilot-api.acme.ghe.com', 'acme.ghe.com'],
    ['acme.ghe.com:443', 'acme.ghe.com'],
    ['', undefined],
    ['  ', undefined],
    ['github.com', undefined],
    ['https://www.github.com/', undefined],
    ['api.github.com', undefined],
    ['https://github.com/enterprises/acme', undefined],
    [undefined, undefined],
  ])('%s: %s', (text, expected) => {
    expect(enterpriseHost(text)).toBe(expected);
    expect(loginDomain(text)).toBe(expected ?? 'github.com');
  });

  it.each(['a b', 'user@acme.ghe.com', 'acme_ghe', '-acme.ghe.com', 'acme..com'])(
    'is none: %s',
    (text) => {
      expect(() => enterpriseHost(text)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    },
  );
});

describe('what the environment says', () => {
  it('names the variable that is wrong', () => {
    const read = (variables: Record<string, string>) => () => readCopilotConfiguration(variables);
    expect(read({ GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'a b' })).toThrow(/ENTERPRISE_DOMAIN/);
    expect(read({ HEADROOM_GITHUB_URL: 'http://github.example' })).toThrow(/HEADROOM_GITHUB_URL/);
    expect(read({ GITHUB_COPILOT_API_URL: 'https://me:pw@x.example' })).toThrow(
      /^(?!.*pw).*COPILOT_API_URL/,
    );
  });

  it('takes the address of an enterprise before its domain, and plain http on this machine only', () => {
    const configuration = readCopilotConfiguration({
      GITHUB_COPILOT_ENTERPRISE_URL: 'https://one.ghe.com',
      GITHUB_COPILOT_ENTERPRISE_DOMAIN: 'two.ghe.com',
      HEADROOM_GITHUB_URL: 'http://127.0.0.1:8080/',
    });
    expect(configuration).toMatchObject({
      enterprise: 'one.ghe.com',
      host: 'one.ghe.com',
      githubUrl: 'http://127.0.0.1:8080',
      githubApiUrl: 'https://api.github.com',
    });
  });
});
