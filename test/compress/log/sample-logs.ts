// Logs made up for the tests, the same on every run.

/** A small generator of numbers that look random. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const BROWSERS = [
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Safari/605.1.15',
  'health-check/2.1',
];

export function accessLog(count: number): string {
  const next = numbers(3);
  return Array.from({ length: count }, (_, at) => {
    const second = String(10 + (at >> 4))
      .padStart(2, '0')
      .slice(-2);
    const path = ['/', `/api/items/${next(900)}`, '/assets/site.css'][next(3)];
    const browser = BROWSERS[next(3)];
    return `10.0.0.${next(4)} - - [04/May/2031:10:20:${second} +0000] "GET ${path} HTTP/1.1" 200 ${next(5000)} "https://tea.example/cart?step=${next(2)}" "${browser}"`;
  }).join('\n');
}

export function serverLog(count: number): string {
  const next = numbers(5);
  return Array.from({ length: count }, (_, at) => {
    const time = `2031-05-04T10:${String(20 + (at >> 6))}:${String(10 + (at % 50))}.${next(900) + 100}Z`;
    if (at === count >> 1) return `${time} ERROR [store] disk is full on /var/data`;
    if (at === count >> 2) return `${time} WARN [net] peer 10.1.2.3 answers slowly`;
    if (at === (count >> 1) + 9) return `${time} INFO [log] journal rotated`;
    return `${time} INFO [worker-${next(4)}] request finished route=/v1/orders method=POST cache=miss region=north tenant=tea shop=${next(90)} ms=${next(400)}`;
  }).join('\n');
}

export function packageLog(count: number): string {
  const steps = ['configure', 'status unpacked', 'status half-configured', 'status installed'];
  return Array.from({ length: count }, (_, at) => {
    const time = `2031-05-04 10:20:${String(10 + (at >> 2))}`;
    return steps.map((step) => `${time} ${step} tea-${at % 7}-common:amd64 1.${at}.0-1`).join('\n');
  }).join('\n');
}
