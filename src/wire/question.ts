// What the person asked, from the texts of a conversation.
import { ownWords } from './own-words.ts';

/** User texts that make up the question: the newest alone is often just "yes, go on". */
const QUESTION_TEXTS = 3;

/** The person's latest words, oldest first; undefined when there are none. Give the texts newest first. */
export function questionOf(newestFirst: Iterable<string>): string | undefined {
  const found: string[] = [];
  for (const text of newestFirst) {
    const words = ownWords(text);
    if (words !== '') found.unshift(words);
    if (found.length === QUESTION_TEXTS) break;
  }
  return found.length === 0 ? undefined : found.join('\n');
}
