// The two arms of a comparison. Law: which of them a conversation is in follows from its id alone, so that it stays there over
// turns, processes and days.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { plainPipeline } from '../pipeline/plain-pipeline.ts';
import type { Pipeline } from '../pipeline/prepared.ts';
import { conversationOf } from './conversation-of.ts';
import type { Destination } from './router.ts';

/** `plain` conversations go out as they came. */
export type Arm = 'compressed' | 'plain';

export interface ArmContext {
  readonly pipeline?: Pipeline | undefined;
  readonly compress: boolean;
  /** Whether arms are compared at all. */
  readonly ab: boolean;
}

export interface ChosenArm {
  /** Absent: the request is in no comparison. */
  readonly arm?: Arm;
  readonly pipeline: Pipeline | undefined;
}

/** The arm of a request and the pipeline for it. Without a conversation id it is compressed, and not compared. */
export function chooseArm(
  request: Pick<IncomingMessage, 'headers'>,
  { wire }: Pick<Destination, 'wire'>,
  { pipeline, compress, ab }: ArmContext,
): ChosenArm {
  const conversation = conversationOf(request);
  const isCompared = ab && compress && pipeline !== undefined && wire !== undefined;
  if (!isCompared || conversation === undefined) return { pipeline };
  const arm = armOf(conversation);
  return { arm, pipeline: arm === 'plain' ? plainPipeline : pipeline };
}

/** One bit of a hash: half of all ids, whatever they look like. */
export function armOf(conversation: string): Arm {
  const [first = 0] = createHash('sha256').update(conversation).digest();
  return first % 2 === 0 ? 'compressed' : 'plain';
}
