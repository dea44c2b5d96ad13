// A small, safe part of JSONPath: names, positions, slices and stars. No filters, no scripts, no descent.
import type { JsonNode } from '../../json/document.ts';
import { member, rawText } from '../../json/read.ts';
import { parseJsonPath } from './parse-json-path.ts';
import type { PathStep } from './parse-json-path.ts';
import type { BadSlice, SliceResult } from '../piece.ts';
import { readJsonText } from './read-json-text.ts';

const MOST_NAMES_SHOWN = 20;

/** The values a path leads to, each exactly as it is written in the text. JSON lines read as one array. */
export function readJsonPath(text: string, path: string): SliceResult {
  const steps = parseJsonPath(path);
  if (steps === undefined) return notAPath(path);
  const document = readJsonText(text);
  if (document === undefined) return notJson();
  let nodes: readonly JsonNode[] = [document.root];
  for (const step of steps) {
    const next = nodes.flatMap((node) => follow(node, step));
    if (next.length === 0) return nothingThere(path, nodes);
    nodes = next;
  }
  const pieces = nodes.map((node, index) => ({
    text: `${rawText(document, node)}\n`,
    number: index + 1,
  }));
  return { ok: true, slice: { pieces, unit: 'value', isPart: true } };
}

function follow(node: JsonNode, step: PathStep): readonly JsonNode[] {
  const items = node.items ?? [];
  if (step.kind === 'star') return node.members?.map(([, value]) => value) ?? items;
  if (step.kind === 'name') {
    const value = member(node, step.name);
    return value === undefined ? [] : [value];
  }
  if (step.kind === 'slice') return items.slice(step.from, step.to);
  const item = items.at(step.index);
  return item === undefined ? [] : [item];
}

function notAPath(path: string): BadSlice {
  return {
    ok: false,
    message: `"${path.slice(0, 80)}" is not a path this reads.`,
    hint: 'Names, ["names"], positions [0] and [-1], slices [2:5] and [*]: $.items[3].name. Filters and ".." are not read.',
  };
}

function notJson(): BadSlice {
  return {
    ok: false,
    message: 'The original is not valid JSON, nor JSON lines.',
    hint: 'Use lines or grep instead.',
  };
}

function nothingThere(path: string, reached: readonly JsonNode[]): BadSlice {
  return {
    ok: false,
    message: `Nothing is at "${path.slice(0, 80)}".`,
    hint: hintAt(reached[0]),
  };
}

/** What is there instead of the step that led nowhere. */
function hintAt(node: JsonNode | undefined): string {
  if (node?.kind === 'array') return `There is an array of ${node.items?.length ?? 0} items there.`;
  if (node?.kind !== 'object') return 'There is a plain value there, with nothing inside.';
  const names = (node.members ?? []).map(([name]) => name.slice(0, 40));
  const more = names.length > MOST_NAMES_SHOWN ? ' …' : '';
  return `The names there are: ${names.slice(0, MOST_NAMES_SHOWN).join(', ')}${more}`;
}
