// Runs the compressors on made-up texts while nobody waits: the first real text then meets compiled code.
import { setTimeout } from 'node:timers/promises';
import { compressText } from '../compress/compress-text.ts';
import type { TextTools } from '../compress/text-job.ts';
import { madeUpJobs } from './made-up-texts.ts';

const ROUNDS = 16;
/** Between any two texts the thread is free for a real one, and the processor for the agent, which is starting too. */
const PAUSE_MS = 2;

/** Goes through texts of the common kinds, round after round. */
export async function warmUp(tools: TextTools): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    for (const job of madeUpJobs(round)) {
      await setTimeout(PAUSE_MS);
      await compressText(job, tools);
    }
  }
}
