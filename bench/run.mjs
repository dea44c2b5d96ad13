// `npm run bench [-- NAME ...] [--write]`: measures, and prints tables; with --write also into RESULTS.md.
import { addedWait } from './added-wait.mjs';
import { eventDelay } from './event-delay.mjs';
import { manyEvents } from './many-events.mjs';
import { kinds } from './kinds.mjs';
import { soak } from './soak.mjs';
import { speed } from './speed.mjs';
import { startUp } from './start-up.mjs';
import { writeTable } from './write-table.mjs';

const BENCHES = {
  'added-wait': addedWait,
  'event-delay': eventDelay,
  'start-up': startUp,
  kinds,
  speed,
  soak,
  'many-events': manyEvents,
};

const chosen = process.argv.slice(2).filter((word) => word !== '--write');
const writes = process.argv.includes('--write');
for (const name of chosen.length > 0 ? chosen : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (bench === undefined) {
    process.stderr.write(
      `There is no "${name}". Choose from: ${Object.keys(BENCHES).join(', ')}.\n`,
    );
    process.exitCode = 2;
    break;
  }
  process.stdout.write(`\n${name}\n`);
  const rows = await bench();
  console.table(rows);
  if (writes) writeTable(name, rows);
}
process.exit();
