// What a reader would call a tool call: the tool and what it was asked, on one line. Calls with one name are told apart by nothing.
import { readCall } from '../origin/read-call.ts';

const LONGEST_NAME = 100;
const LONGEST_HEAD = 40;
/** Says nothing about what a result holds. */
const SILENT = new Set(['description', 'timeout', 'justification', 'explanation']);

/** "Read src/app.py (offset 1224, limit 125)", "Bash npm test". */
export function nameCall(tool: string, toolInput: string | undefined): string {
  const { toolInput: input, origin } = readCall(tool, toolInput);
  const { path, command } = origin;
  const subject = command ?? path;
  const rest = Object.entries(input ?? {})
    .filter(([name, value]) => value !== subject && !SILENT.has(name) && value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  // A command says it all; what else a shell is told is how to run it.
  const words = command !== undefined || rest.length === 0 ? '' : ` (${rest.join(', ')})`;
  return clip(`${tool} ${subject ?? ''}${words}`.replace(/\s+/g, ' ').trim());
}

/** A path says most at its end. */
function clip(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  return `${name.slice(0, LONGEST_HEAD)}...${name.slice(LONGEST_HEAD + 3 - LONGEST_NAME)}`;
}
