// The report of `headroom audit` as text: that of `headroom perf`, with what was read before it and how to take it behind it.
import type { Audit, TranscriptCounts } from '../../src/compose/audit.ts';
import { formatBytes, formatCount } from '../../src/telemetry/format/format-number.ts';
import { formatReport, type FormatOptions } from '../../src/telemetry/format/format-report.ts';
import type { Fact } from '../../src/telemetry/format/report-facts.ts';
import type { PerfReport } from '../../src/telemetry/perf-report.ts';

/** Measured only where requests pass through headroom. */
const NOT_MEASURED = new Set(['Requests', 'Added wait', 'First byte', 'Fetched back', 'Store']);

/** Lines ended by "\n". */
export function formatAudit(
  { transcripts, report }: Audit,
  options: Pick<FormatOptions, 'period' | 'width' | 'colour'>,
): string {
  if (report.requests.send === 0) return nothingFound(transcripts, options);
  const about = [...readFacts(transcripts, report), leftOut(report)];
  const text = formatReport(report, {
    ...options,
    heading: 'headroom audit',
    about,
    without: NOT_MEASURED,
  });
  return `${text}\n${notes(transcripts, options.width).join('\n')}\n`;
}

function nothingFound(
  transcripts: TranscriptCounts,
  { period }: Pick<FormatOptions, 'period'>,
): string {
  const { files } = transcripts;
  const found =
    files === 0
      ? `No transcripts were found for ${period}.`
      : `No request was found in ${formatCount(files)} transcripts for ${period}.`;
  return `${[
    found,
    '',
    'Name a transcript or a folder of them:',
    '  headroom audit ~/.claude/projects',
    'Or see it work without any:',
    '  headroom demo',
  ].join('\n')}\n`;
}

function readFacts(transcripts: TranscriptCounts, report: PerfReport): readonly Fact[] {
  const { files, bytes, conversations, damagedLines, unreadableFiles, repeatedTurns } = transcripts;
  return [
    [
      'Read',
      plural(files, 'transcript'),
      formatBytes(bytes),
      plural(conversations, 'conversation'),
      `${formatCount(report.requests.send)} requests, ${formatCount(report.requests.changed)} made smaller`,
    ],
    ...optional('', repeatedTurns, `${plural(repeatedTurns, 'request')} found twice, counted once`),
    ...optional('Skipped', damagedLines, plural(damagedLines, 'damaged line')),
    ...optional(
      'Skipped',
      unreadableFiles.length,
      plural(unreadableFiles.length, 'unreadable file'),
    ),
  ];
}

function optional(label: string, count: number, words: string): readonly Fact[] {
  return count === 0 ? [] : [[label, words]];
}

/** What a model would have had to fetch, if it had wanted it. */
function leftOut({ byCompressor }: PerfReport): Fact {
  const lossy = byCompressor.filter(({ fidelity }) => fidelity === 'lossy');
  const sum = (rows: readonly { savedTokens: number; replacedTexts: number }[]) => ({
    tokens: rows.reduce((all, row) => all + row.savedTokens, 0),
    texts: rows.reduce((all, row) => all + row.replacedTexts, 0),
  });
  const [out, whole] = [sum(lossy), sum(byCompressor.filter((row) => !lossy.includes(row)))];
  return [
    'Left out',
    `${formatCount(out.tokens)} tokens of ${plural(out.texts, 'text')}, each to be had back`,
    `${formatCount(whole.tokens)} tokens of ${plural(whole.texts, 'text')} saved without loss`,
  ];
}

function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function notes({ estimatedTurns }: TranscriptCounts, width: number): readonly string[] {
  const words = [
    'Nothing was sent and nothing was stored. Requests are those in the transcripts, at the counts of tokens that their providers',
    'reported; saved tokens are scaled to those counts, and are taken from what was read from the cache or written to it where',
    'they stood. What an agent would have fetched back, and turns it would have taken otherwise, cannot be known from a transcript.',
    ...(estimatedTurns === 0
      ? []
      : [
          `Of ${plural(estimatedTurns, 'request')} the transcript says no counts: estimated, without tools and system prompt, with a cache`,
          'that lives for five minutes.',
        ]),
  ];
  return wrap(words.join(' '), Math.min(width, 100));
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
