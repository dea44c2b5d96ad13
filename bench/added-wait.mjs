// What headroom adds to a request, against the same request sent directly, in turn within one run.
import { setTimeout } from 'node:timers/promises';
import { agentBody } from './bodies.mjs';
import { median, post, startProvider, startProxyProcess } from './proxy-process.mjs';

const CASES = [
  { name: '100 KB body, one new 30 KB tool result', bytes: 100_000, newBytes: 30_000, limitMs: 5 },
  { name: '1 MB body, one new 30 KB tool result', bytes: 1_000_000, newBytes: 30_000, limitMs: 25 },
  { name: '100 KB body, nothing new', bytes: 100_000, newBytes: 0, limitMs: 5 },
];
const RUNS = 60;
/** A proxy that has just started is still warming up; no agent is as quick as that with its first question. */
const WARM_MS = 2_500;

export async function addedWait() {
  const provider = await startProvider();
  const proxy = await startProxyProcess(provider.url);
  await setTimeout(WARM_MS);
  const rows = [];
  for (const { name, bytes, newBytes, limitMs } of CASES) {
    const [direct, through, firstDirect, firstThrough] = [[], [], [], []];
    for (let run = -10; run < RUNS; run++) {
      const body = agentBody(bytes, newBytes, newBytes === 0 ? 0 : run + 10);
      const one = await post(provider.url, body);
      const other = await post(proxy.url, body);
      if (run < 0) continue;
      direct.push(one.totalMs);
      through.push(other.totalMs);
      firstDirect.push(one.firstByteMs);
      firstThrough.push(other.firstByteMs);
    }
    rows.push({
      case: name,
      'direct ms': median(direct).toFixed(2),
      'through ms': median(through).toFixed(2),
      'added ms (median)': (median(through) - median(direct)).toFixed(2),
      'at most': limitMs,
    });
  }
  await proxy.close();
  provider.close();
  return rows;
}
