// What is said at the start when nothing can be remembered: somebody would wonder later why nothing was saved.

/** One line; `trouble` is what the database or the file system says. */
export function storeTrouble(trouble: string): string {
  const why = trouble.replace(/\.$/, '');
  return `headroom: the store cannot be opened (${why}), so nothing is made smaller. What mends it: headroom doctor`;
}
