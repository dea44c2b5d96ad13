// "4   Network failure": numbers with what each means, as a manual lists exit codes. A list with holes answers nothing.
import type { Block } from './read-blocks.ts';

const CODE_WITH_MEANING = /^ {1,16}-?\d{1,3}(?: {2,8}|\t)[A-Z][a-z]/;
const FEWEST_CODES = 3;
/** More of them are rows of a table. */
const MOST_CODES = 24;
const MEANING = 0.42;

/** Makes the codes of each short list weigh what terms do. */
export function raiseCodeMeanings(blocks: readonly Block[], importance: number[]): void {
  const lists = new Map<number, number[]>();
  blocks.forEach(({ kind, text, parent = -1 }, index) => {
    if (kind === 'heading' || !CODE_WITH_MEANING.test(text)) return;
    const list = lists.get(parent);
    if (list === undefined) lists.set(parent, [index]);
    else list.push(index);
  });
  for (const list of lists.values()) {
    if (list.length < FEWEST_CODES || list.length > MOST_CODES) continue;
    for (const index of list) importance[index] = Math.max(importance[index] ?? 0, MEANING);
  }
}
