// Tells headroom's own words on a `wrap` command line from the agent's, keeping the agent's in order.
import type { Option } from 'commander';

export interface SplitRules {
  /** What headroom understands. */
  readonly options: readonly Option[];
  /** Flags of both: behind the agent's first word they are the agent's. */
  readonly shared: readonly string[];
}

export interface SplitWords {
  readonly headroom: readonly string[];
  readonly agent: readonly string[];
}

/** Everything behind the first `--` is the agent's, and so is every word before it that headroom does not know. */
export function splitArguments(words: readonly string[], rules: SplitRules): SplitWords {
  const separator = words.indexOf('--');
  const mixed = separator === -1 ? words : words.slice(0, separator);
  const headroom: string[] = [];
  const agent: string[] = [];
  for (let index = 0; index < mixed.length;) {
    const width = ownWidth(mixed[index] ?? '', rules, agent.length > 0);
    const target = width === 0 ? agent : headroom;
    target.push(...mixed.slice(index, index + Math.max(width, 1)));
    index += Math.max(width, 1);
  }
  return { headroom, agent: separator === -1 ? agent : [...agent, ...words.slice(separator + 1)] };
}

/** How many words in front are headroom's own options, with what they are set to. */
export function countLeading(words: readonly string[], options: readonly Option[]): number {
  let index = 0;
  for (let width = 1; width > 0 && index < words.length; index += width)
    width = ownWidth(words[index] ?? '', { options, shared: [] }, false);
  return index;
}

/** How many words this option of headroom takes; 0 when it is none. */
function ownWidth(word: string, rules: SplitRules, behindAgent: boolean): number {
  const [flag = '', value] = word.split('=', 2);
  if (behindAgent && [...HELP, ...rules.shared].includes(flag)) return 0;
  if (HELP.includes(word)) return 1;
  const option = rules.options.find(({ long, short }) => long === flag || short === flag);
  if (option === undefined) return 0;
  if (!option.required) return value === undefined ? 1 : 0;
  return value === undefined ? 2 : 1;
}

const HELP = ['--help', '-h'];
