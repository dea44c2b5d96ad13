// Writes a folded lockfile: lines that stay, and between them the names of the packages whose lines are left out.
import type { Compressed, Omission } from '../compressor.ts';
import type { LockEntry } from './read-lockfile.ts';

export interface LockPart {
  readonly text: string;
  /** First and last line, counted from 1. */
  readonly from: number;
  readonly to: number;
  /** Of entries: what stands for the whole. */
  readonly label?: string;
  readonly entry?: LockEntry;
}

interface Run {
  readonly from: number;
  to: number;
  readonly labels: string[];
  packages: number;
  unnamed: number;
}

/** The text: kept parts that are `whole` or no entries as they are, other kept ones by label. A label is given once. */
export function joinPackages(
  parts: readonly LockPart[],
  kept: ReadonlySet<number>,
  whole: ReadonlySet<number>,
): Compressed {
  const out: string[] = [];
  const lost: Omission[] = [];
  const named = namesShown(parts, kept, whole);
  const seen = new Set<string>();
  let run: Run | undefined;
  const endRun = (): void => {
    if (run === undefined) return;
    const about = aboutOf(run);
    const range = run.from === run.to ? String(run.from) : `${run.from}-${run.to}`;
    out.push(about === undefined ? `[… ${range}]` : `[… ${range}: ${about}]`);
    if (run.labels.length > 0) out.push(run.labels.join(' '));
    lost.push({ unit: 'line', from: run.from, to: run.to, ...(about !== undefined && { about }) });
    run = undefined;
  };
  parts.forEach((part, index) => {
    const { label } = part;
    if (kept.has(index) && (label === undefined || whole.has(index))) {
      endRun();
      out.push(part.text);
      return;
    }
    run ??= { from: part.from, to: part.to, labels: [], packages: 0, unnamed: 0 };
    run.to = part.to;
    if (label === undefined) return;
    run.packages++;
    if (!named.has(label)) run.unnamed++;
    else if (kept.has(index) && !seen.has(label)) run.labels.push(label);
    seen.add(label);
  });
  endRun();
  return { text: out.join('\n'), lost };
}

/** Labels that a reader finds somewhere: of entries that are shown whole, and of those that are kept where they come first. */
function namesShown(
  parts: readonly LockPart[],
  kept: ReadonlySet<number>,
  whole: ReadonlySet<number>,
): ReadonlySet<string> {
  const shown = new Set<string>();
  const seen = new Set<string>();
  parts.forEach(({ label }, index) => {
    if (label === undefined) return;
    const isWhole = kept.has(index) && whole.has(index);
    if (isWhole || (kept.has(index) && !seen.has(label))) shown.add(label);
    if (!isWhole) seen.add(label);
  });
  return shown;
}

function aboutOf(run: Run): string | undefined {
  if (run.packages === 0) return undefined;
  const packages = run.packages === 1 ? '1 package' : `${run.packages} packages`;
  return run.unnamed === 0 ? packages : `${packages}, ${run.unnamed} not named`;
}
