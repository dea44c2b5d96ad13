// The packages that the project itself asks for, which npm lists in front under an empty name: what is locked is asked of
// them first.
import type { LockPart } from './join-packages.ts';

export interface DirectPackages {
  /** The part that lists them. */
  readonly root?: number;
  readonly parts: ReadonlySet<number>;
}

const ROOT = /^\s*"": ?\{/;
const LISTED = /^\s*"([^"]{1,200})": ?"/gm;

/** Of a lockfile that says so. */
export function directPackages(parts: readonly LockPart[]): DirectPackages {
  const root = parts.findIndex(({ entry, text }) => entry !== undefined && ROOT.test(text));
  if (root === -1) return { parts: new Set() };
  const listed = [...(parts[root]?.text ?? '').matchAll(LISTED)];
  const keys = new Set(listed.map(([, name = '']) => `"node_modules/${name}":`));
  const isDirect = ({ text }: LockPart): boolean =>
    keys.has(text.slice(0, text.indexOf(' {')).trim());
  return { root, parts: new Set([...parts.keys()].filter((at) => isDirect(parts[at] ?? NO_PART))) };
}

const NO_PART: LockPart = { text: '', from: 0, to: 0 };
