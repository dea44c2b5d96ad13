// What the environment says about GitHub and Copilot: which hosts, which addresses, which client we say we are.
import { HeadroomError } from '../errors.ts';
import { enterpriseHost, GITHUB, loginDomain } from './github-domain.ts';

/** Variables by name, as the user has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface CopilotConfiguration {
  /** The host of an enterprise, where one is set. */
  readonly enterprise: string | undefined;
  /** Whose logins of other programs count. */
  readonly host: string;
  /** Addresses that stand in for https://github.com and https://api.github.com. */
  readonly githubUrl: string;
  readonly githubApiUrl: string;
  readonly exchangeUrl: string | undefined;
  readonly userInfoUrl: string | undefined;
  /** Wins over what GitHub says. */
  readonly apiUrl: string | undefined;
  /** Name, value: set on requests that do not have them. */
  readonly clientHeaders: ReadonlyArray<readonly [name: string, value: string]>;
}

/** Reads and checks the variables once. Throws `BAD_OPTION` with the name of the one that is wrong. */
export function readCopilotConfiguration(variables: Variables): CopilotConfiguration {
  const enterprise = named('GITHUB_COPILOT_ENTERPRISE_URL', variables, enterpriseHost);
  const domain = named('GITHUB_COPILOT_ENTERPRISE_DOMAIN', variables, enterpriseHost);
  const host = named('GITHUB_COPILOT_HOST', variables, enterpriseHost);
  const address = (name: string) => addressIn(name, variables);
  return {
    enterprise: enterprise ?? domain,
    host: host ?? enterprise ?? domain ?? GITHUB,
    githubUrl: address('HEADROOM_GITHUB_URL') ?? 'https://github.com',
    githubApiUrl: address('HEADROOM_GITHUB_API_URL') ?? 'https://api.github.com',
    exchangeUrl: address('GITHUB_COPILOT_TOKEN_EXCHANGE_URL'),
    userInfoUrl: address('GITHUB_COPILOT_USER_INFO_URL'),
    apiUrl: address('GITHUB_COPILOT_API_URL'),
    clientHeaders: CLIENT_HEADERS.map(([name, variable, fallback]) => [
      name,
      textIn(variable, variables) ?? fallback,
    ]),
  };
}

const CLIENT_HEADERS = [
  ['User-Agent', 'GITHUB_COPILOT_USER_AGENT', 'GitHubCopilotChat/0.35.0'],
  ['Editor-Version', 'GITHUB_COPILOT_EDITOR_VERSION', 'vscode/1.107.0'],
  ['Editor-Plugin-Version', 'GITHUB_COPILOT_EDITOR_PLUGIN_VERSION', 'copilot-chat/0.35.0'],
  ['Copilot-Integration-Id', 'GITHUB_COPILOT_INTEGRATION_ID', 'vscode-chat'],
] as const;

/** Where a person and the device flow of this domain are. */
export function webUrl(configuration: CopilotConfiguration, domain: string): string {
  return domain === GITHUB ? configuration.githubUrl : `https://${domain}`;
}

/** Where a GitHub token of this domain becomes a Copilot token. */
export function exchangeUrl(configuration: CopilotConfiguration, domain: string): string {
  return (
    configuration.exchangeUrl ?? `${githubApiUrl(configuration, domain)}/copilot_internal/v2/token`
  );
}

/** Where GitHub tells about the owner of a token. */
export function userInfoUrl(configuration: CopilotConfiguration, domain: string): string {
  return (
    configuration.userInfoUrl ?? `${githubApiUrl(configuration, domain)}/copilot_internal/user`
  );
}

function githubApiUrl(configuration: CopilotConfiguration, domain: string): string {
  return domain === GITHUB ? configuration.githubApiUrl : `https://api.${domain}`;
}

/** The domain a login is for when the command line names none. */
export function defaultDomain({ host }: CopilotConfiguration): string {
  return loginDomain(host);
}

/** An address a token may be sent to: https, or http to this machine. */
export function isSafeUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}

/** Whether a host name is this machine. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function addressIn(name: string, variables: Variables): string | undefined {
  const text = textIn(name, variables);
  if (text === undefined) return undefined;
  if (isSafeUrl(text)) return text.replace(/\/{1,20}$/, '');
  // The address itself is not repeated: it may hold a password.
  throw new HeadroomError('BAD_OPTION', `${name} is not an address a token may be sent to.`, {
    hint: 'Give an https address; plain http works only on this machine (127.0.0.1, localhost).',
  });
}

function textIn(name: string, variables: Variables): string | undefined {
  const text = variables[name]?.trim();
  return text === '' ? undefined : text;
}

function named<T>(
  name: string,
  variables: Variables,
  read: (text: string | undefined) => T,
): T | undefined {
  try {
    return read(variables[name]);
  } catch (error) {
    if (!HeadroomError.isInstance(error)) throw error;
    throw new HeadroomError('BAD_OPTION', `${name}: ${error.message}`, { hint: error.hint });
  }
}
