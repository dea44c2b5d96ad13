// What is known of a tool call: its input as values, and the origin of what it gave.
import type { Origin } from './origin.ts';
import { originOf } from './origin-of-call.ts';
import { readToolInput, type ToolInput } from './tool-input.ts';

export interface CallReading {
  readonly toolInput: ToolInput | undefined;
  readonly origin: Origin;
}

interface LastCall extends CallReading {
  readonly tool: string | undefined;
  readonly json: string | undefined;
}

let last: LastCall | undefined;

/** Reads a call. Several steps in a row ask about the same one: the last reading is kept. */
export function readCall(tool: string | undefined, json: string | undefined): CallReading {
  if (last !== undefined && last.tool === tool && last.json === json) return last;
  const toolInput = readToolInput(json);
  last = { tool, json, toolInput, origin: originOf(tool, toolInput) };
  return last;
}
