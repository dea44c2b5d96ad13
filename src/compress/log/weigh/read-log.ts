// Reads what each line of a log is: a report with its details, a success, a summary, chatter; and how much it weighs.
import { PROGRESS, START } from '../lines/meaning.ts';
import type { LogLines } from '../lines/read-lines.ts';
import { weighStatuses } from './access-status.ts';
import { markEchoes } from './echoes.ts';
import { markHeadings } from './headings.ts';
import { markLargest } from './largest-counts.ts';
import {
  importanceOf,
  joinWeights,
  rareShapeWeight,
  rarityOf,
  shapeOf,
} from './line-importance.ts';
import { isOnlySuccess, raise, type Log, type LogLine } from './log.ts';
import { markCommits } from './mark-commits.ts';
import { markOpenBoxes } from './open-boxes.ts';
import { markRecords, markTimed } from './record-heads.ts';
import { findRepeatedTraces } from './repeated-traces.ts';
import { markReports } from './reports.ts';
import { markThreads } from './threads.ts';
import { markTitles } from './titles.ts';

const SUCCESS_SHAPE = 1;
const START_SHAPE = 2;
const PROGRESS_SHAPE = 3;
const RARE_WORD = 0.5;
const RARE_HEAD = 0.5;
const SLOW = 0.6;

/** Weighs a log line by line. */
export function readLog(log: LogLines): Log {
  const rare = rareShapeWeight(log);
  const success = areFewSuccesses(log.meanings) ? FEW_SUCCESSES.importance : 0;
  const read = log.bodies.map((line, index): LogLine => {
    const meaning = log.meanings[index] ?? 0;
    if (isOnlySuccess(meaning)) return { meaning, importance: success, shape: SUCCESS_SHAPE };
    if (meaning === START) return { meaning, importance: 0, shape: START_SHAPE };
    if (meaning === PROGRESS) return { meaning, importance: 0, shape: PROGRESS_SHAPE };
    const shape = shapeOf(line, log.shapes[index] ?? 0, meaning);
    const base = importanceOf(line, meaning);
    const rarity = Math.max(
      (log.rareWords[index] ?? 0) * RARE_WORD,
      rarityOf(log.sizes[index] ?? 0) * rare,
      (log.rareHeads[index] ?? 0) * RARE_HEAD,
    );
    return { meaning, importance: shape === 0 ? base : joinWeights(base, rarity), shape };
  });
  const weighed = { lines: log.bodies, read };
  const headlines = markTitles(weighed);
  const isAccessLog = weighStatuses(weighed);
  for (const index of log.slow) raise(read[index], SLOW);
  markReports(weighed, log.sizes);
  markHeadings(weighed);
  markThreads(weighed);
  markTimed(weighed);
  markOpenBoxes(weighed);
  markRecords(weighed);
  findRepeatedTraces(weighed);
  markEchoes(weighed, headlines);
  return {
    ...weighed,
    isAccessLog,
    standAlone: isAccessLog || markCommits(weighed) || markLargest(weighed),
  };
}

/** So few among other lines say how far it came. */
const FEW_SUCCESSES = { most: 12, share: 0.05, importance: 0.5 };

function areFewSuccesses(meanings: Int32Array): boolean {
  let count = 0;
  for (const meaning of meanings) if (isOnlySuccess(meaning)) count++;
  return count <= Math.min(FEW_SUCCESSES.most, meanings.length * FEW_SUCCESSES.share);
}
