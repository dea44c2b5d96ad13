// `headroom perf --ab`: conversations that were made smaller beside those that passed through.
import type { Settings } from '../../src/config/settings.ts';
import { HeadroomError } from '../../src/errors.ts';
import { formatArms } from '../../src/telemetry/arms/format-arms.ts';
import { readArms, type ArmReport } from '../../src/telemetry/arms/read-arms.ts';
import type { CommandContext } from '../context.ts';
import { isColourWanted } from '../is-colour-wanted.ts';
import { openHome } from './open-home.ts';
import type { ReportWindow } from './window.ts';

export interface ArmsRequest extends ReportWindow {
  readonly settings: Settings;
  readonly format: 'text' | 'json' | 'csv' | undefined;
}

/** Wide enough for the table, narrow enough for a mail. */
const WIDTH_WITHOUT_TERMINAL = 100;

/** Prints the comparison; too little to compare is not a failure. Throws `STORE_UNAVAILABLE` and `BAD_OPTION`. */
export function printArms(request: ArmsRequest, context: CommandContext): void {
  const { period, format } = request;
  if (format === 'csv') {
    throw new HeadroomError('BAD_OPTION', 'A comparison is not written as CSV.', {
      hint: 'headroom perf --ab --json has every number of it.',
    });
  }
  const report = read(request);
  const width = context.stdout.columns ?? WIDTH_WITHOUT_TERMINAL;
  context.stdout.write(
    format === 'json'
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : formatArms(report, { period, width, colour: isColourWanted(context) }),
  );
}

function read({ settings: { home, prices }, sinceMs }: ArmsRequest): ArmReport {
  const store = openHome(home);
  try {
    return readArms(store, { sinceMs, ownPrices: prices });
  } finally {
    store?.close();
  }
}
