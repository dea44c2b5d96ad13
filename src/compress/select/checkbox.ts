// Items of a checklist: "- [ ] docs", "* [x] tests", "1. [X] release".
const BOX = /^\s*(?:[-*+]|\d{1,3}[.)]) \[([ xX])\] \S/;

/** Whether the item of a line is done; undefined for other lines. */
function isDone(line: string): boolean | undefined {
  const sign = line.includes('] ') ? BOX.exec(line)?.[1] : undefined;
  return sign === undefined ? undefined : sign !== ' ';
}

/** More open items than this are a list like any other. */
const MOST_OPEN = 60;

/** The positions of the lines with open items, where others are done: what is left to do. */
export function openItems(lines: readonly string[]): readonly number[] {
  const open: number[] = [];
  let done = 0;
  lines.forEach((line, index) => {
    const state = isDone(line);
    if (state === false) open.push(index);
    else if (state === true) done++;
  });
  return done === 0 || open.length > MOST_OPEN ? [] : open;
}
