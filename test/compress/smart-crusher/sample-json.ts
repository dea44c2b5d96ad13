// Made-up tool outputs with known facts in known places.

/** Rows of a query on a database: two devices that stand out, and one without a time. */
export function devices(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    serial: `SN${100_000 + index * 17}`,
    site: ['oslo', 'porto', 'osaka'][index % 3],
    firmware: index === 120 ? '4.9.0' : '4.12.1',
    temperature: index === 210 ? 97.4 : 38 + ((index * 7) % 50) / 10,
    last_seen:
      index === 76 ? null : `2026-08-${String((index % 28) + 1).padStart(2, '0')}T01:00:00Z`,
    counter: 0,
    status: index === 210 ? 'failed' : 'ok',
  }));
}

/** What a linter reports: files with findings, each file with its source. */
export function findings(files: number): readonly Record<string, unknown>[] {
  return Array.from({ length: files }, (_, file) => ({
    filePath: `lib/part-${file}.js`,
    messages: Array.from({ length: 12 }, (_, line) => ({
      ruleId: file === 7 && line === 5 ? 'no-shadow' : 'no-var',
      severity: file === 7 && line === 5 ? 2 : 1,
      message: file === 7 && line === 5 ? "'view' is already declared." : 'Unexpected var.',
      line: line * 3 + 1,
    })),
    source: Array.from({ length: 60 }, (_, line) => `var v${line} = ${file};`).join('\n'),
  }));
}
