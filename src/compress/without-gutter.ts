// Takes the line numbers off a numbered file, for what has to read the lines as they are in the file.

const NUMBERED = /^ *0*(\d{1,7})(?:→|\t|\| |\||: ?| │ ?)/;

/** The lines behind their numbers if most carry consecutive ones. */
export function withoutGutter(lines: readonly string[]): readonly string[] | undefined {
  let previous = Number.NaN;
  let consecutive = 0;
  let filled = 0;
  const bare = lines.map((line) => {
    const found = NUMBERED.exec(line);
    if (line.trim() !== '') filled++;
    if (found === null) return line;
    const number = Number(found[1]);
    if (number === previous + 1) consecutive++;
    previous = number;
    return line.slice(found[0].length);
  });
  return consecutive >= 3 && consecutive >= filled * 0.6 ? bare : undefined;
}
