// Memory over many requests: resident size of the proxy process at ten points.
import { agentBody } from './bodies.mjs';
import { post, startProvider, startProxyProcess } from './proxy-process.mjs';

const REQUESTS = 10_000;
const AT_ONCE = 4;

export async function soak() {
  const provider = await startProvider();
  const proxy = await startProxyProcess(provider.url);
  const rows = [];
  for (let done = 0; done < REQUESTS; done += AT_ONCE) {
    // A new 10 KB result in every request: nothing is ever answered from memory alone.
    const bodies = Array.from({ length: AT_ONCE }, (_, index) =>
      agentBody(20_000, 10_000, done + index),
    );
    await Promise.all(bodies.map((body) => post(proxy.url, body)));
    if ((done + AT_ONCE) % (REQUESTS / 10) < AT_ONCE) {
      rows.push({ requests: done + AT_ONCE, 'RSS MB': (proxy.rssBytes() / 1e6).toFixed(0) });
    }
  }
  await proxy.close();
  provider.close();
  return rows;
}
