// `npm run fuzz [-- SECONDS [SEED]]`: texts of every kind, cut, mixed and spoilt at random, through every profile. Checked: no
// compressor throws or fails its inverse, the answer is the same twice, nothing grows, losses lie within the text, and it ends.
import { compressText } from '../dist/src/compress/compress-text.js';
import { createSyntaxReader } from '../dist/src/engine/read-syntax.js';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { codeCorpus } from './code-corpus.mjs';
import { corpus } from './corpus.mjs';

const [seconds = '60', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const SLOWEST_MS = 3_000;
const PROFILES = ['lossless', 'balanced', 'aggressive'];
const HOSTILE = [
  ...[
    '\r\n',
    '\r',
    '\u001b[31m',
    '\u001b[0m',
    '\ud800',
    '\udc00',
    '\u202e',
    '\u0000',
    '\t',
    ' '.repeat(40),
  ],
  ...[
    '&a ',
    '@',
    '=',
    '…',
    ' ×3',
    '[in short form; &a = text listed first]',
    '[… 3-9]',
    '"',
    "'",
    '{',
    '[',
    '}}',
    '/*',
    '`${',
    '"""',
    '#if 0\n',
    '(',
  ],
  ...[
    '9007199254740993',
    '-0',
    '1e400',
    'null',
    '""',
    '日本語のログ',
    'שלום',
    '```',
    '| a | b |',
    '12:05:09 ',
  ],
];
const samples = [...corpus(), ...codeCorpus()];
const readSyntax = createSyntaxReader();
let state = Number(seed);

function below(limit) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

const pick = (list) => list[below(list.length)];

const STEPS = [
  (text) => text.slice(below(text.length), below(text.length) + below(40_000)),
  (text) => text + '\n' + piece(),
  (text) => spoilt(text, () => pick(HOSTILE)),
  (text) => spoilt(text, () => pick(HOSTILE).repeat(below(300))),
  (text) =>
    text
      .split('\n')
      .map((line) => (below(9) === 0 ? `${line} ${below(999)}` : line))
      .join('\n'),
  (text) =>
    text
      .split('\n')
      .toSorted(() => below(3) - 1)
      .join('\n'),
  (text) => text.replaceAll('\n', pick(['\r\n', '\n\n', ' '])),
];

function piece() {
  const { text } = pick(samples);
  const from = below(text.length);
  return text.slice(from, from + 1 + below(20_000));
}

function spoilt(text, what) {
  const at = below(text.length + 1);
  return text.slice(0, at) + what() + text.slice(at);
}

function nextText() {
  let text = piece();
  for (let steps = below(5); steps > 0; steps--) text = pick(STEPS)(text);
  return text;
}

async function check(job) {
  const faults = [];
  const tools = {
    loadCounter: loadTokenCounter,
    readSyntax,
    signal: new AbortController().signal,
    onFault: (where, error) => faults.push(`${where}: ${error}`),
  };
  const started = performance.now();
  const result = await compressText(job, tools);
  const elapsedMs = performance.now() - started;
  if (elapsedMs > SLOWEST_MS) faults.push(`took ${Math.round(elapsedMs)} ms`);
  if (JSON.stringify(await compressText(job, tools)) !== JSON.stringify(result))
    faults.push('another answer the second time');
  if (result.action !== 'replace') return faults;
  if (result.text.length > job.text.length) faults.push('grew');
  const lines = job.text.split('\n').length;
  for (const { unit, from, to } of result.lost) {
    if (from < 1 || to < from) faults.push(`loses ${unit} ${from}-${to}`);
    if (unit === 'line' && to > lines) faults.push(`loses line ${to} of ${lines}`);
    if (unit === 'character' && to > job.text.length) faults.push(`loses character ${to}`);
  }
  if (job.profile === 'lossless' && result.fidelity === 'lossy') faults.push('lossy');
  return faults;
}

const end = Date.now() + Number(seconds) * 1_000;
let runs = 0;
let failures = 0;
while (Date.now() < end && failures < 10) {
  const before = state;
  const { tool, input, question } = pick(samples);
  const job = { text: nextText(), tool, toolInput: input, question, profile: pick(PROFILES) };
  const faults = await check({ ...job, mayLose: job.profile !== 'lossless' });
  runs++;
  if (faults.length === 0) continue;
  failures++;
  process.stdout.write(`seed ${before} (${tool}, ${job.profile}): ${faults.join('; ')}\n`);
}
process.stdout.write(`${runs} texts, ${failures} failures, first seed ${seed}\n`);
process.exit(failures === 0 ? 0 : 1);
