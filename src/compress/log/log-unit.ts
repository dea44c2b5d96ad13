// A line of a log as a unit to choose from. It is weighed when somebody asks for its cost: most lines of a long log are left
// out without that.
import { estimateTokens } from '../../tokens/estimate.ts';
import type { Unit } from '../select/choose-units.ts';
import { PROGRESS } from './lines/meaning.ts';
import type { LogLine } from './weigh/log.ts';

const LINE_END_TOKENS = 1;
const UNKNOWN = -1;

/** A line with what was read of it. */
export class LogUnit implements Unit {
  readonly text: string;
  readonly standsAlone: boolean;
  private readonly line: LogLine;
  private knownCost = UNKNOWN;

  constructor(text: string, line: LogLine, standsAlone: boolean) {
    this.text = text;
    this.line = line;
    this.standsAlone = standsAlone;
  }

  get cost(): number {
    if (this.knownCost === UNKNOWN) this.knownCost = estimateTokens(this.text) + LINE_END_TOKENS;
    return this.knownCost;
  }

  get importance(): number {
    return this.line.importance;
  }

  get isFleeting(): boolean {
    return this.line.meaning === PROGRESS;
  }

  get isRepeat(): boolean {
    return this.line.sameAs !== undefined;
  }

  get parent(): number | undefined {
    return this.line.parent;
  }

  /** A line without words has none of its own. */
  get shape(): number | undefined {
    const { shape, parent } = this.line;
    return shape === 0 && parent === undefined ? undefined : shape;
  }
}
