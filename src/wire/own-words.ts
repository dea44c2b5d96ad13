// What the person typed, without what the client put around it.

/** What clients wrap their own additions in: opening, closing. */
const WRAPPERS: readonly (readonly [opening: string, closing: string])[] = [
  ['<system-reminder>', '</system-reminder>'],
  ['<environment_context>', '</environment_context>'],
  ['<user_instructions>', '</user_instructions>'],
  ['<session_context>', '</session_context>'],
  ['<current_datetime>', '</current_datetime>'],
  ['<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>', '<<<END_OPENCLAW_INTERNAL_CONTEXT>>>'],
];

/** A user text without what its client added, trimmed. Empty when nothing else was in it. */
export function ownWords(text: string): string {
  return WRAPPERS.reduce(withoutWrapped, text).trim();
}

function withoutWrapped(
  text: string,
  [opening, closing]: readonly [opening: string, closing: string],
): string {
  let words = '';
  let read = 0;
  while (read < text.length) {
    const start = text.indexOf(opening, read);
    const end = start === -1 ? -1 : text.indexOf(closing, start);
    if (end === -1) break;
    words += text.slice(read, start);
    read = end + closing.length;
  }
  return words + text.slice(read);
}
