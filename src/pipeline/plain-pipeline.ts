// A pipeline for bodies that are only measured: model and retrieval are read, nothing is decided, remembered or replaced.
import { parseJson } from '../json/parse.ts';
import { describeBody } from './describe-body.ts';
import type { Pipeline, PrepareRequest, Prepared } from './prepared.ts';

/** Gives every body back as it came, with what a comparison needs to know about it. */
export const plainPipeline: Pipeline = {
  prepare: (request) => Promise.resolve(describePlain(request)),
};

function describePlain(request: PrepareRequest): Prepared {
  const { bytes } = request;
  const parsed = parseJson(bytes);
  if (!parsed.ok) return { bytes, changed: false, reason: parsed.reason, segments: [] };
  const about = describeBody(parsed.document, request);
  return { bytes, changed: false, reason: 'ab-plain', segments: [], ...about };
}
