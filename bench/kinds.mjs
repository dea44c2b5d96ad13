// What each kind of output saves and keeps, beside what simple means would: head and tail at the same size, minifying, TOON.
import { encode } from '@toon-format/toon';
import { compressText } from '../dist/src/compress/compress-text.js';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { corpus } from './corpus.mjs';

export async function kinds() {
  const count = await loadTokenCounter();
  const tools = { loadCounter: loadTokenCounter, signal: new AbortController().signal };
  const rows = [];
  for (const sample of corpus()) {
    const before = count(sample.text);
    const show = (text) => {
      if (text === undefined) return '-';
      const kept = sample.facts.filter((fact) => squeezed(text).includes(squeezed(fact))).length;
      return `${Math.round(100 * (1 - count(text) / before))} % · ${kept}/${sample.facts.length}`;
    };
    const run = async (profile, question) => {
      const result = await compressText(
        {
          text: sample.text,
          tool: sample.tool,
          toolInput: sample.input,
          profile,
          mayLose: profile !== 'lossless',
          ...(question !== undefined && { question }),
        },
        tools,
      );
      return result.action === 'replace' ? result.text : sample.text;
    };
    const balanced = await run('balanced', sample.question);
    rows.push({
      kind: sample.name,
      tokens: before,
      lossless: show(await run('lossless', sample.question)),
      balanced: show(balanced),
      'balanced, no question': show(await run('balanced')),
      aggressive: show(await run('aggressive', sample.question)),
      'head + tail': show(headAndTail(sample.text, balanced.length)),
      minify: show(minified(sample.text)),
      TOON: show(toon(sample.text)),
    });
  }
  return rows;
}

/** Blanks, quotes and separators are notation. */
function squeezed(text) {
  return text.replace(/[\s"\\]+/g, '');
}

function headAndTail(text, length) {
  if (length >= text.length) return text;
  const half = Math.floor(length / 2);
  return `${text.slice(0, half)}\n[...]\n${text.slice(-half)}`;
}

function minified(text) {
  const value = parsed(text);
  if (value !== undefined) return JSON.stringify(value);
  return text
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .filter(Boolean)
    .join('\n');
}

/** For JSON only. */
function toon(text) {
  const value = parsed(text);
  return value === undefined ? undefined : encode(value);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return lineByLine(text);
  }
}

function lineByLine(text) {
  try {
    return text.split('\n').map((line) => JSON.parse(line));
  } catch {
    return undefined;
  }
}
