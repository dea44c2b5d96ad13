// Where the status stands in the lines of servers that put no quotes around the request.

/** What stands in front of the status, from the start of the line or of the request on. */
const FORMS: readonly RegExp[] = [
  // "1795941638.008  16 127.0.0.1 TCP_MISS/200 1816 GET http://tea/cup - HIER_DIRECT/127.0.0.1 text/html"
  /^[\d.]{9,20} +\d+ \S+ [A-Z_]+\/(?=[1-5]\d\d \d+ [A-Z]+ )/,
  // "GET /cups/7 404 1.204 ms - 15"
  /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S* (?=[1-5]\d\d )/,
  // "[GIN] 2031/05/04 - 10:20:30 | 200 |  1.2ms |  10.0.0.7 | GET "/cups""
  /^\[GIN\] [^|]{10,40}\| +(?=[1-5]\d\d \|)/,
];
const SAMPLED = 60;
const SHARE = 0.6;

/** Gives where the status of a line stands, -1 for lines that are no request; undefined where few of the lines are. */
export function statusFinder(lines: readonly string[]): ((line: string) => number) | undefined {
  const step = Math.max(1, Math.floor(lines.length / SAMPLED));
  const sample = lines.filter((line, index) => index % step === 0 && line !== '');
  const form = FORMS.find(
    (one) => sample.filter((line) => one.test(line)).length > sample.length * SHARE,
  );
  if (form === undefined) return undefined;
  return (line) => {
    const found = form.exec(line);
    return found === null ? -1 : found.index + found[0].length;
  };
}

const REQUEST = /\b([A-Z]{3,7}) +"?([^\s"?]+)/;

/** "GET /cups/7", without what follows a question mark. */
export function plainRequest(line: string): string {
  const [, method = '', path = ''] = REQUEST.exec(line) ?? [];
  return `${method} ${path}`;
}
