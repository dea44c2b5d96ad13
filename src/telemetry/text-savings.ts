// Sums of texts by tool, by compressor and by the reason they were kept.
import type { TextCount } from './event.ts';
import type { PerfReport, Saving, TextSaving } from './perf-report.ts';

/** Before, after and the difference; the share is null when there was nothing. */
export function savingOf(tokensBefore: number, tokensAfter: number): Saving {
  const savedTokens = tokensBefore - tokensAfter;
  return {
    tokensBefore,
    tokensAfter,
    savedTokens,
    savedShare: tokensBefore === 0 ? null : savedTokens / tokensBefore,
  };
}

/** Texts whose tool is not known stand under "(unknown)". */
export function byTool(texts: readonly TextCount[]): PerfReport['byTool'] {
  const groups = groupBy(texts, (text) => text.tool ?? '(unknown)');
  return bySaved([...groups].map(([tool, group]) => ({ tool, ...textSaving(group) })));
}

/** Replaced texts only. */
export function byCompressor(texts: readonly TextCount[]): PerfReport['byCompressor'] {
  const replaced = texts.filter((text) => text.reason === undefined);
  const groups = groupBy(replaced, (text) =>
    JSON.stringify([text.by ?? '', text.kind ?? '', text.fidelity ?? '']),
  );
  const rows = [...groups].map(([name, group]) => {
    const [by = '', kind = '', fidelity = ''] = JSON.parse(name) as string[];
    return { by, kind, fidelity, ...textSaving(group) };
  });
  return bySaved(rows);
}

/** Most tokens first. */
export function keptReasons(texts: readonly TextCount[]): PerfReport['kept'] {
  const kept = texts.filter((text) => text.reason !== undefined);
  const rows = [...groupBy(kept, (text) => text.reason ?? '')].map(([reason, group]) => ({
    reason,
    texts: group.reduce((sum, text) => sum + text.texts, 0),
    tokens: group.reduce((sum, text) => sum + text.tokensAfter, 0),
  }));
  return rows.sort((a, b) => b.tokens - a.tokens || compareText(a.reason, b.reason));
}

function groupBy(
  texts: readonly TextCount[],
  nameOf: (text: TextCount) => string,
): Map<string, TextCount[]> {
  const groups = new Map<string, TextCount[]>();
  for (const text of texts) {
    const name = nameOf(text);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [text]);
    else group.push(text);
  }
  return groups;
}

function textSaving(texts: readonly TextCount[]): TextSaving {
  let count = 0;
  let replacedTexts = 0;
  let before = 0;
  let after = 0;
  for (const text of texts) {
    count += text.texts;
    if (text.reason === undefined) replacedTexts += text.texts;
    before += text.tokensBefore;
    after += text.tokensAfter;
  }
  return { texts: count, replacedTexts, ...savingOf(before, after) };
}

function bySaved<T extends TextSaving>(rows: T[]): T[] {
  return rows.sort(
    (a, b) =>
      b.savedTokens - a.savedTokens ||
      b.tokensBefore - a.tokensBefore ||
      compareText(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** By code units: the same everywhere, whatever the language of the machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
