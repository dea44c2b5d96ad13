// Parts over a few texts in memory: what the store and the engine are for a server in these tests.
import type { RetrieveRequest } from '../../src/ccr/retrieve.ts';
import { HeadroomError } from '../../src/errors.ts';
import type { CompressRequest, McpParts } from '../../src/mcp/parts.ts';

export interface MemoryParts extends McpParts {
  readonly asked: RetrieveRequest[];
  readonly compressed: CompressRequest[];
  isClosed: boolean;
}

export function memoryParts(texts: Readonly<Record<string, string>>): MemoryParts {
  const find = (handle: string): string => {
    const text = texts[handle];
    if (text !== undefined) return text;
    throw new HeadroomError('HANDLE_NOT_FOUND', `No original has the handle "${handle}".`, {
      hint: 'Look it up with "headroom retrieve --list".',
    });
  };
  const parts: MemoryParts = {
    asked: [],
    compressed: [],
    isClosed: false,
    retrieve: (request) => {
      parts.asked.push(request);
      const { handle, lines } = request;
      const all = find(handle).split('\n');
      const [first = 1, last = all.length] = (lines ?? '').split('-').filter(Boolean).map(Number);
      const text = all.slice(first - 1, last).join('\n');
      return Promise.resolve({ text, ...(request.grep !== undefined && { note: 'A note.' }) });
    },
    original: (handle) => Promise.resolve(find(handle)),
    compress: (request) => {
      parts.compressed.push(request);
      if (request.text.length < 100)
        return Promise.resolve({ action: 'keep', reason: 'too-short' });
      const text = request.text.slice(0, request.text.length / 2);
      return Promise.resolve({
        action: 'replace',
        text,
        by: 'half',
        tokensBefore: 40,
        tokensAfter: 20,
        handle: 'abc123',
      });
    },
    stats: () => Promise.resolve('nothing yet'),
    close: () => {
      parts.isClosed = true;
      return Promise.resolve();
    },
  };
  return parts;
}
