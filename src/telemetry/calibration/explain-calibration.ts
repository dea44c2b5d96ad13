// What a report says about tokens that were converted.
import type { CalibrationReport } from '../perf-report.ts';

/** "claude: 1.21 for one of o200k (estimated from 34 requests)", "gpt: not known yet, counted as o200k" */
export function explainCalibration(row: CalibrationReport): string {
  const { family, ratio, isEstimated, requests } = row;
  return isEstimated
    ? `${family}: ${ratio.toFixed(2)} for one of o200k (estimated from ${requests.toLocaleString('en-US')} requests)`
    : `${family}: not known yet, counted as o200k`;
}
