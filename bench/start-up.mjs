// How long it takes until something answers, against a bare node.
import { spawnSync } from 'node:child_process';
import { BIN, median, startProvider, startProxyProcess } from './proxy-process.mjs';

const RUNS = 15;

function wallMs(...words) {
  const started = performance.now();
  spawnSync(process.execPath, words, { stdio: 'ignore' });
  return performance.now() - started;
}

export async function startUp() {
  const bare = [];
  const version = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(wallMs('-e', '0'));
    version.push(wallMs(BIN, '--version'));
  }
  const provider = await startProvider();
  const ready = [];
  for (let run = 0; run < RUNS; run++) {
    const proxy = await startProxyProcess(provider.url);
    ready.push(proxy.readyMs);
    await proxy.close();
  }
  provider.close();
  return [
    {
      figure: 'headroom --version against node -e 0',
      value: `${(median(version) / median(bare)).toFixed(2)} x (${median(version).toFixed(0)} ms / ${median(bare).toFixed(0)} ms)`,
      'at most': '2.5 x',
    },
    {
      figure: 'spawn to "listening"',
      value: `${median(ready).toFixed(0)} ms`,
      'at most': '500 ms',
    },
  ];
}
