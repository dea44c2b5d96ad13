import { describe, expect, it } from 'vitest';
import { detectKind } from '../../../../src/compress/detect.ts';
import { countStatuses } from '../../../../src/compress/log/weigh/access-status.ts';
import { logSelect } from '../../../../src/compress/log/log-select.ts';
import { originOf } from '../../../../src/compress/origin/origin-of-call.ts';
import { contextFor } from '../../context-for.ts';

const FORMS: Readonly<Record<string, (at: number, status: number, path: string) => string>> = {
  proxy: (at, status, path) =>
    `17959416${at % 90}.008   ${at % 7} 10.0.0.7 TCP_MISS/${status} 18${at} GET http://tea${path}?n=${at} - HIER_DIRECT/10.0.0.9 -`,
  short: (at, status, path) => `GET ${path}?n=${at} ${status} ${at % 13}.${at} ms - ${20 + at}`,
  bars: (at, status, path) =>
    `[GIN] 2031/05/04 - 10:2${at % 10}:30 | ${status} |    1.${at}ms |    10.0.0.7 | GET      "${path}?n=${at}"`,
};

/** Many that were fine, a login that is refused again and again, and one failure of the server. */
function logOf(form: keyof typeof FORMS): string {
  const print = FORMS[form];
  return Array.from({ length: 300 }, (_, at) => {
    if (at === 151) return print?.(at, 500, '/kettle');
    return at % 6 === 3 ? print?.(at, 401, '/login') : print?.(at, 200, `/cups/${(at * 7) % 40}`);
  }).join('\n');
}

describe('servers that put no quotes around a request', () => {
  it.each(Object.keys(FORMS))('what failed stays, a refusal first and last: %s', (form) => {
    const text = logOf(form);
    const context = contextFor('log', { budgetTokens: 900 });
    const result = logSelect.compress(text, context);
    if (result === undefined || result instanceof Promise) throw new Error('nothing selected');
    expect(result.text).toContain('/kettle');
    const refused = result.text.split('\n').filter((line) => line.includes('/login'));
    expect(refused.length).toBeGreaterThan(1);
    expect(refused.length).toBeLessThan(40);
    expect(countStatuses(text.split('\n'))).toBe('50 of status 401, 1 of 500');
  });

  it('are logs, and so is what has bars behind a time', () => {
    for (const form of Object.keys(FORMS))
      expect(detectKind(logOf(form), originOf('Bash', { command: 'docker logs tea' }))).toBe('log');
    const bars = Array.from(
      { length: 30 },
      (_, at) =>
        `2031-05-04 10:2${at % 10}:30.12${at % 9} | INFO     | tea:pour:4${at} - cup ${at}`,
    );
    expect(detectKind(bars.join('\n'), originOf())).toBe('log');
    expect(detectKind(['when|who|cup', ...bars].join('\n'), originOf())).toBe('table');
  });

  it('few requests among other lines are no access log', () => {
    const lines = Array.from({ length: 40 }, (_, at) =>
      at % 3 === 0 ? `GET /cups/${at} 404 1.2 ms - 15` : `poured cup ${at}`,
    );
    expect(countStatuses(lines)).toBe('');
  });
});
