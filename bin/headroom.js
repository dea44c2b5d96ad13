#!/usr/bin/env node
// Starts the compiled command line. `npm install` in a checkout builds it.
import { existsSync } from 'node:fs';

const entry = new URL('../dist/commands/main.js', import.meta.url);
if (existsSync(entry)) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(
    'headroom: it is not built yet.\nRun "npm install" or "npm run build" in its folder.\n',
  );
  process.exitCode = 1;
}
