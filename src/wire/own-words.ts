// What the person typed, without what the client put around it.

const OPENING = '<system-reminder>';
const CLOSING = '</system-reminder>';

/** A user text without its system reminders, trimmed. Empty when nothing else was in it. */
export function ownWords(text: string): string {
  let words = '';
  let read = 0;
  while (read < text.length) {
    const opening = text.indexOf(OPENING, read);
    const closing = opening === -1 ? -1 : text.indexOf(CLOSING, opening);
    if (closing === -1) break;
    words += text.slice(read, opening);
    read = closing + CLOSING.length;
  }
  return (words + text.slice(read)).trim();
}
