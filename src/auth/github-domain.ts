// Which GitHub a login belongs to: github.com, or the host of an enterprise with its own addresses.
import { HeadroomError } from '../errors.ts';

export const GITHUB = 'github.com';
const GITHUB_NAMES = new Set([GITHUB, 'www.github.com', 'api.github.com', '']);

/** The host of an enterprise; undefined for blank texts and for github.com in any form, `github.com/enterprises/x` included. */
export function enterpriseHost(text: string | undefined): string | undefined {
  const host = hostOf(text ?? '');
  if (GITHUB_NAMES.has(host)) return undefined;
  const bare = host.replace(/^(?:copilot-api|api)\./, '');
  if (GITHUB_NAMES.has(bare)) return undefined;
  if (isHostname(bare)) return bare;
  throw new HeadroomError('BAD_OPTION', 'This is not the domain of a GitHub.', {
    hint: 'Give github.com, or the host name of your GitHub Enterprise, like acme.ghe.com.',
  });
}

/** The domain of a login: a host name, github.com where nothing else is meant. */
export function loginDomain(text: string | undefined): string {
  return enterpriseHost(text) ?? GITHUB;
}

/** Scheme, path and port taken off, as people paste addresses. */
function hostOf(text: string): string {
  const address = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]{1,20}:\/\//, '');
  const authority = address.split(/[/?#]/, 1)[0] ?? '';
  return authority.replace(/:\d{1,5}$/, '').replace(/\.$/, '');
}

function isHostname(host: string): boolean {
  const labels = host.split('.');
  return host.length <= 253 && labels.every((label) => LABEL.test(label));
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
