// Where the Copilot API of a login is. A token is only ever sent to hosts that are Copilot's, or that the user named.
import { type CopilotConfiguration, isLoopbackName, isSafeUrl } from './copilot-configuration.ts';
import { GITHUB } from './github-domain.ts';

const DEFAULT_API = 'https://api.githubcopilot.com';
/** Hosts for which user info is not asked: they are the default by other names. */
const SAME_AS_DEFAULT = new Set(['api.githubcopilot.com', 'api.individual.githubcopilot.com']);

export interface ApiBaseQuestion {
  readonly configuration: CopilotConfiguration;
  readonly domain: string;
  /** The address that came with the exchanged token. */
  readonly exchanged?: string | undefined;
  /** Asks GitHub; called only when nothing else decides. */
  readonly userInfo: () => Promise<{ readonly apiUrl?: string } | undefined>;
}

/** Without a slash at the end. */
export async function findApiBase(question: ApiBaseQuestion): Promise<string> {
  const { configuration, domain, exchanged } = question;
  const configured = configuredBase(configuration, domain);
  if (configured !== undefined && configured !== DEFAULT_API) return configured;
  if (exchanged !== undefined && isCopilotUrl(exchanged, configuration)) return trimmed(exchanged);
  const told = (await question.userInfo())?.apiUrl;
  return told !== undefined && isOwnSegment(told) ? trimmed(told) : DEFAULT_API;
}

function configuredBase(configuration: CopilotConfiguration, domain: string): string | undefined {
  if (configuration.apiUrl !== undefined) return configuration.apiUrl;
  return domain === GITHUB ? undefined : `https://copilot-api.${domain}`;
}

/** Whoever stands in for GitHub may name an API on its own host. */
function isCopilotUrl(text: string, { githubApiUrl }: CopilotConfiguration): boolean {
  if (!isPlainUrl(text)) return false;
  const { hostname } = new URL(text);
  if (isCopilotHost(hostname)) return true;
  const standIn = new URL(githubApiUrl).hostname;
  if (isLoopbackName(standIn)) return isLoopbackName(hostname);
  return standIn !== 'api.github.com' && hostname === standIn;
}

function isCopilotHost(name: string): boolean {
  if (name === 'githubcopilot.com' || name.endsWith('.githubcopilot.com')) return true;
  return name.startsWith('copilot-api.') && name.endsWith('.ghe.com');
}

function isOwnSegment(text: string): boolean {
  if (!isPlainUrl(text)) return false;
  const { hostname } = new URL(text);
  return hostname.endsWith('.githubcopilot.com') && !SAME_AS_DEFAULT.has(hostname);
}

function isPlainUrl(text: string): boolean {
  if (!isSafeUrl(text)) return false;
  const { search, hash } = new URL(text);
  return search === '' && hash === '';
}

function trimmed(address: string): string {
  return address.trim().replace(/\/{1,20}$/, '');
}
