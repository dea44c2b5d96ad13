// `node first-run.mjs KIND`: prints the megabytes a second of the first 1 MB of a kind that a process meets which has done no
// more than practise, as the worker does when it starts.
import { warmUp } from '../dist/src/engine/warm-up.js';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { cpuMicroseconds, grown, samples, tools } from './speed-samples.mjs';

const [kind] = process.argv.slice(2);
const sample = samples().find(({ name }) => name === kind);
const text = grown(sample, 1_000_000);
await loadTokenCounter();
await warmUp(tools);
process.stdout.write(String(text.length / (await cpuMicroseconds(sample, text))));
process.exit();
