// How fast the compressors are on one core: megabytes a second of CPU time as texts grow, and the time one 30 KB decision takes.
import { randomBytes } from 'node:crypto';
import { compressText } from '../dist/src/compress/compress-text.js';
import { createSyntaxReader } from '../dist/src/engine/read-syntax.js';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { codeCorpus } from './code-corpus.mjs';
import { corpus } from './corpus.mjs';
import { median } from './proxy-process.mjs';

const SIZES_MB = [1, 2, 4, 8];
const DECISIONS = 60;
const DECISION_BYTES = 30_000;
const tools = {
  loadCounter: loadTokenCounter,
  readSyntax: createSyntaxReader(),
  signal: new AbortController().signal,
};

export async function speed() {
  await loadTokenCounter();
  const rows = [];
  for (const sample of [...corpus(), ...codeCorpus(), ...extremes()]) {
    const row = { kind: sample.name };
    const decided = await decisions(sample);
    for (const size of SIZES_MB) row[`${size} MB`] = await rate(sample, size * 1_000_000);
    rows.push({ ...row, '30 KB decision, CPU ms': decided });
  }
  return rows;
}

function extremes() {
  return [
    { name: 'one character', text: 'a'.repeat(30_000) },
    { name: 'random base64', text: randomBytes(22_500).toString('base64') },
    {
      name: 'random base64, lines',
      text: randomBytes(22_500).toString('base64').replace(/.{76}/g, '$&\n'),
    },
  ];
}

/** JSON grows by its largest array, everything else by lines; the result is a valid text of its kind. */
function grown({ text, name }, bytes) {
  const times = Math.max(1, Math.ceil(bytes / text.length));
  if (!name.startsWith('JSON')) {
    const glue = text.includes('\n') ? '\n' : '';
    return Array.from({ length: times }, () => text)
      .join(glue)
      .slice(0, bytes);
  }
  const value = JSON.parse(text);
  const rows = Array.isArray(value) ? value : value.data.orders;
  const many = Array.from({ length: times }, () => rows).flat();
  const share = Math.max(1, Math.floor((rows.length * bytes) / text.length));
  const cut = many.slice(0, Math.min(many.length, share));
  if (Array.isArray(value)) return JSON.stringify(cut);
  return JSON.stringify({ ...value, data: { ...value.data, orders: cut } }, null, 2);
}

function jobOf({ tool, input, question }, text) {
  return {
    text,
    profile: 'balanced',
    mayLose: true,
    ...(tool !== undefined && { tool, toolInput: input }),
    ...(question !== undefined && { question }),
  };
}

/** The faster of two: the first compiles what a proxy that runs has compiled. */
async function rate(sample, bytes) {
  const text = grown(sample, bytes);
  const taken = [await cpuMicroseconds(sample, text), await cpuMicroseconds(sample, text)];
  return `${(text.length / Math.min(...taken)).toFixed(1)} MB/s`;
}

async function cpuMicroseconds(sample, text) {
  const before = process.cpuUsage();
  await compressText(jobOf(sample, text), tools);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** CPU time: on a busy machine the clock on the wall says more about the others. */
async function decisions(sample) {
  const text = grown(sample, DECISION_BYTES);
  const times = [];
  for (let run = -20; run < DECISIONS; run++) {
    const before = process.cpuUsage();
    await compressText(jobOf(sample, text), tools);
    const { user, system } = process.cpuUsage(before);
    if (run >= 0) times.push((user + system) / 1_000);
  }
  return median(times).toFixed(1);
}
