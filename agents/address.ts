// Base URLs that were set before: who they lead to, what the proxy takes over of them and what the client keeps seeing.
import {
  ASKED_HEADER,
  type Environment,
  type Surroundings,
  type Upstream,
} from '../src/launch/agent.ts';

export interface ChainedAddress {
  /** Undefined: the provider's own address. */
  readonly upstream: Upstream | undefined;
  /** What the client's new base URL ends with, behind the address of the proxy. */
  readonly visible: string;
}

export interface AddressSearch {
  readonly provider: Upstream['provider'];
  /** What this client's base URLs end with: its requests leave that part out of their path. */
  readonly suffix: string;
  /** Addresses as the client spells them, best first. */
  readonly found: readonly (Upstream | undefined)[];
}

/** The address to go on to. One given to headroom wins over those that were set for the client. */
export function chainAddress(surroundings: Surroundings, search: AddressSearch): ChainedAddress {
  const { provider, suffix } = search;
  const given =
    surroundings.given.find((upstream) => upstream.provider === provider) ??
    fromVariables(surroundings.environment, provider, [TARGET_VARIABLES[provider]]);
  if (given !== undefined) return { upstream: given, visible: suffix };
  const found = search.found.find((upstream) => upstream !== undefined);
  if (found === undefined) return { upstream: undefined, visible: suffix };
  const { upstream, visible } = splitAddress(found.address, suffix);
  return { upstream: { ...found, address: upstream }, visible };
}

/** What leads one of a client's providers through the proxy. */
export interface Routed {
  readonly chained: ChainedAddress;
  readonly provider: Upstream['provider'];
}

/** Lets all but the first address of each provider be asked for by header. */
export function shareProviders<Entry extends Routed>(entries: readonly Entry[]): readonly Entry[] {
  return entries.map((entry, index) => {
    const { upstream } = entry.chained;
    const first = entries.slice(0, index).find(({ provider }) => provider === entry.provider);
    const isSame = first === undefined || first.chained.upstream?.address === upstream?.address;
    if (isSame || upstream === undefined) return entry;
    return { ...entry, chained: { ...entry.chained, upstream: { ...upstream, isAsked: true } } };
  });
}

/** Each upstream once. */
export function upstreamsOf(entries: readonly Routed[]): readonly Upstream[] {
  const all = entries.flatMap(({ chained }) => chained.upstream ?? []);
  return all.filter(
    ({ provider, address }, index) =>
      all.findIndex((other) => other.provider === provider && other.address === address) === index,
  );
}

/** What a provider's requests must say, where they are to say it. */
export function askingHeaders({ upstream }: ChainedAddress): Readonly<Record<string, string>> {
  return upstream?.isAsked === true ? { [ASKED_HEADER]: upstream.address } : {};
}

/** The first of these variables that is set. */
export function fromVariables(
  environment: Environment,
  provider: Upstream['provider'],
  names: readonly string[],
): Upstream | undefined {
  const from = names.find((name) => isSet(environment[name]));
  return from === undefined ? undefined : { provider, address: environment[from] ?? '', from };
}

/** The part of an address that the proxy takes over, and the part that the client keeps seeing. */
export function splitAddress(
  address: string,
  suffix: string,
): { readonly upstream: string; readonly visible: string } {
  const trimmed = address.trim().replace(/\/$/, '');
  const ends = suffix !== '' && trimmed.endsWith(suffix);
  return ends
    ? { upstream: trimmed.slice(0, -suffix.length), visible: suffix }
    : { upstream: trimmed, visible: '' };
}

export function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

/** What `headroom proxy` reads too. */
const TARGET_VARIABLES: Readonly<Record<Upstream['provider'], string>> = {
  anthropic: 'ANTHROPIC_TARGET_API_URL',
  openai: 'OPENAI_TARGET_API_URL',
  gemini: 'GEMINI_TARGET_API_URL',
};
