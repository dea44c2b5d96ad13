// The entries of an outline as units to choose from. A document may have a million of them: what is known of them stands in
// arrays, and a unit is hardly more than a place in these.
import type { Unit } from '../../select/choose-units.ts';
import type { Entry, Outline } from './outline.ts';

/** What is known of all entries, by their index. */
export interface Worth {
  readonly outline: Outline;
  readonly importance: Float64Array;
  readonly shapes: (string | number | undefined)[];
  readonly musts: Uint8Array;
}

/** Of an outline of which nothing is known yet. */
export function worthOf(outline: Outline): Worth {
  const { length } = outline.entries;
  return {
    outline,
    importance: new Float64Array(length),
    shapes: new Array<string | number | undefined>(length).fill(undefined),
    musts: new Uint8Array(length),
  };
}

/** An entry to choose from. Its text and its cost are asked of the entry, which may have to write them first. */
export class EntryUnit implements Unit {
  private readonly worth: Worth;
  private readonly index: number;

  constructor(worth: Worth, index: number) {
    this.worth = worth;
    this.index = index;
  }

  get text(): string {
    const { entry } = this;
    return entry === undefined ? '' : textToScore(this.worth.outline, entry);
  }

  get cost(): number {
    return this.entry?.cost ?? 0;
  }

  get importance(): number {
    return this.worth.importance[this.index] ?? 0;
  }

  get parent(): number | undefined {
    const parent = this.entry?.parent ?? -1;
    return parent < 0 ? undefined : parent;
  }

  get shape(): string | number | undefined {
    return this.worth.shapes[this.index];
  }

  get must(): boolean {
    return this.worth.musts[this.index] === 1;
  }

  private get entry(): Entry | undefined {
    return this.worth.outline.entries[this.index];
  }
}

/** A heading line is part of what its rows say; without one of them it says nothing. */
function textToScore({ entries }: Outline, entry: Entry): string {
  if (entry.kind === 'heading') return '';
  const above = entry.kind === 'row' ? entries[entry.parent] : undefined;
  return above?.kind === 'heading' ? `${above.text} ${entry.text}` : entry.text;
}
