// What the MCP server's tools stand on, opened at the first call.
import type { Settings } from '../config/settings.ts';
import type { McpParts } from '../mcp/parts.ts';
import { openStore } from '../store/open-store.ts';
import { formatSummary } from '../telemetry/format/format-summary.ts';
import { readReport } from '../telemetry/read-report.ts';
import { openRetrieval } from './retrieval.ts';
import { createTextCompressor, type TextCompressor } from './text-compressor.ts';

const WEEK_MS = 7 * 86_400_000;

/** Opens the originals at once, the compressors when they are first needed. Throws `STORE_UNAVAILABLE`. */
export function openMcpParts(settings: Settings): McpParts {
  const retrieval = openRetrieval(settings);
  let compressor: TextCompressor | undefined;
  return {
    retrieve: (request) => retrieval.retrieve(request, 'mcp'),
    original: async (handle) => (await retrieval.retrieve({ handle })).text,
    compress: async (request) => {
      compressor ??= createTextCompressor(settings, { way: 'mcp', storesAll: true });
      const outcome = await compressor.compress(request);
      const { handle, reason, by = '', text, tokensBefore, tokensAfter } = outcome;
      const stored = handle !== undefined && { handle };
      if (reason !== undefined) return { action: 'keep', reason, ...stored };
      return { action: 'replace', text, by, tokensBefore, tokensAfter, ...stored };
    },
    stats: () => Promise.resolve(summaryOf(settings)),
    close: async () => {
      await retrieval.close();
      await compressor?.close();
    },
  };
}

function summaryOf(settings: Settings): string {
  const opening = openStore({ directory: settings.home, now: Date.now });
  if (opening.status !== 'open') return `The store cannot be opened: ${opening.message}`;
  const report = readReport(opening.store, {
    sinceMs: Date.now() - WEEK_MS,
    ownPrices: settings.prices,
  });
  opening.store.close();
  return formatSummary(report, 'the last 7 days');
}
