// Which texts are left alone before any compressor is asked: an ordered list of rules, the first reason counts.
import { readCall } from '../compress/origin/read-call.ts';
import type { Subject } from './decide.ts';
import type { KeepReason, Markers } from './ports.ts';

export interface PolicyContext {
  readonly markers: Markers;
}

/** Texts below this length (about 200 tokens) stay: a new notation would cost more than it saves. */
const SHORTEST_CHARACTERS = 800;
/** Error outputs up to this length stay whole; a failing test run of 30 kB is a log like any other. */
const LONGEST_ERROR_CHARACTERS = 8_000;
/** Above this a text is not worth the wait. */
const LONGEST_CHARACTERS = 8_000_000;

type Rule = (segment: Subject, context: PolicyContext) => KeepReason | undefined;

/** Order matters: the first rule that answers names the reason a user sees. */
const RULES: readonly Rule[] = [
  // The provider may have it cached in its original form.
  (segment) => (segment.zone === 'settled' ? 'settled' : undefined),
  (segment) => (segment.text.length < SHORTEST_CHARACTERS ? 'too-short' : undefined),
  (segment) => (segment.text.length > LONGEST_CHARACTERS ? 'too-large' : undefined),
  (segment) => (isRetrieved(segment) ? 'retrieved' : undefined),
  (segment, { markers }) => (markers.isMarked(segment.text) ? 'marked' : undefined),
  (segment) => (isShortError(segment) ? 'error-output' : undefined),
  (segment) =>
    segment.tool !== undefined && PROTECTED_TOOLS.has(segment.tool) ? 'protected-tool' : undefined,
];

/** Tools whose output is instruction or plan, to be followed word by word. */
const PROTECTED_TOOLS: ReadonlySet<string> = new Set([
  'Skill',
  'skill',
  'activate_skill',
  'TodoWrite',
  'ExitPlanMode',
  'AskUserQuestion',
]);

/** The reason to keep a text as it is, or nothing when compressors may look at it. */
export function keepReason(segment: Subject, context: PolicyContext): KeepReason | undefined {
  for (const rule of RULES) {
    const reason = rule(segment, context);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function isRetrieved(segment: Subject): boolean {
  return readCall(segment.tool, segment.toolInput).origin.use === 'retrieval';
}

function isShortError(segment: Subject): boolean {
  return segment.isError === true && segment.text.length <= LONGEST_ERROR_CHARACTERS;
}
