// Output of another program that a runner, a builder or a supervisor passed on with a stamp before every line. What the
// lines mean, and which of them are frames and details, is told by what stands behind the stamp.
import { isShareAbove } from '../../detect/sample.ts';

const STAMPS: readonly { readonly form: RegExp; readonly least: number }[] = [
  // GitHub Actions, also with job and step in front; docker logs -t
  {
    form: /^(?:[^\t]*\t[^\t]*\t)?\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7,9}Z(?: |$)/,
    least: 0.95,
  },
  // GitLab, Jenkins
  { form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \d\d[OE][ +]/, least: 0.95 },
  { form: /^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\](?: |$)/, least: 0.9 },
  // docker build
  { form: /^#\d+ \d+\.\d{1,3} ?/, least: 0.6 },
  // docker compose, foreman
  { form: /^(?:\d\d:\d\d:\d\d )?[\w.@-]+ +\|(?: |$)/, least: 0.95 },
];

const FIRST_LINES = 24;
const FIRST_SHARE = 0.4;

/** The lines without their stamps; the same array where they have none. */
export function withoutStamps(lines: readonly string[]): readonly string[] {
  // Few logs are stamped: the first lines tell.
  const first = lines.slice(0, FIRST_LINES);
  for (const { form, least } of STAMPS) {
    const enough = (some: readonly string[], share: number): boolean =>
      isShareAbove(some, share, (line) => form.test(line));
    if (!enough(first, Math.min(least, FIRST_SHARE)) && !enough(middleOf(lines), least)) continue;
    if (enough(lines, least)) return lines.map((line) => line.replace(form, ''));
  }
  return lines;
}

function middleOf(lines: readonly string[]): readonly string[] {
  const middle = lines.length >> 1;
  return lines.slice(middle, middle + FIRST_LINES);
}
