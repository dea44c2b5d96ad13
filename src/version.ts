// The version of this package, read from its own package.json.
import { readFileSync } from 'node:fs';

export const VERSION: string = readVersion();

function readVersion(): string {
  // One folder up from src/, two up from dist/src/.
  for (const up of ['../package.json', '../../package.json']) {
    const found = versionIn(new URL(up, import.meta.url));
    if (found !== undefined) return found;
  }
  throw new Error('package.json of headroom-ai is missing.');
}

function versionIn(file: URL): string | undefined {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string };
    return content.name === 'headroom-ai' ? content.version : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
