// How fast the compressors are on one core: megabytes a second of CPU time as texts grow, and the time one 30 KB decision
// takes. A proxy runs for hours, so that its code is compiled; the first large text of a kind meets code that is not.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { median } from './proxy-process.mjs';
import { cpuMicroseconds, grown, samples } from './speed-samples.mjs';

/** Of 1 MB, until V8 has compiled what it will. */
const UNMEASURED_RUNS = 6;
/** So few that the whole table takes some five minutes. */
const SIZES = [
  { megabytes: 1, runs: 5 },
  { megabytes: 2, runs: 3 },
  { megabytes: 4, runs: 3 },
  { megabytes: 8, runs: 3 },
];
const DECISIONS = 60;
const UNMEASURED_DECISIONS = 20;
const DECISION_BYTES = 30_000;
const FIRST_RUNS = 3;
const FIRST_RUN = fileURLToPath(new URL('./first-run.mjs', import.meta.url));

export async function speed() {
  await loadTokenCounter();
  const rows = [];
  for (const sample of samples()) {
    const row = { kind: sample.name, 'first 1 MB': firstRate(sample) };
    const decided = await decisions(sample);
    await rate(sample, 1_000_000, UNMEASURED_RUNS);
    for (const { megabytes, runs } of SIZES)
      row[`${megabytes} MB`] = await rate(sample, megabytes * 1_000_000, runs);
    rows.push({ ...row, '30 KB decision, CPU ms': decided });
  }
  return rows;
}

/** In processes of their own, one after the other. */
function firstRate({ name }) {
  const rates = Array.from({ length: FIRST_RUNS }, () =>
    Number(execFileSync(process.execPath, [FIRST_RUN, name], { encoding: 'utf8' })),
  );
  return written(median(rates));
}

async function rate(sample, bytes, runs) {
  const text = grown(sample, bytes);
  const rates = [];
  for (let run = 0; run < runs; run++)
    rates.push(text.length / (await cpuMicroseconds(sample, text)));
  return written(median(rates));
}

function written(megabytesPerSecond) {
  return `${megabytesPerSecond.toFixed(1)} MB/s`;
}

async function decisions(sample) {
  const text = grown(sample, DECISION_BYTES);
  const times = [];
  for (let run = -UNMEASURED_DECISIONS; run < DECISIONS; run++) {
    const taken = await cpuMicroseconds(sample, text);
    if (run >= 0) times.push(taken / 1_000);
  }
  return median(times).toFixed(1);
}
