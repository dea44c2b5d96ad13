// What several compressors want to know of the same text is found out once.
import type { CompressContext, ReadOnce } from './compressor.ts';

/** `read(text)`; found before by another compressor of the same job, it is not read again. */
export function readOnce<Reading>(
  context: Pick<CompressContext, 'readOnce'>,
  read: (text: string) => Reading,
  text: string,
): Reading {
  return context.readOnce === undefined ? read(text) : context.readOnce(read, text);
}

/** A memory for one job. `read` must depend on the text alone. */
export function createReadOnce(): ReadOnce {
  const readings = new Map<(text: string) => unknown, { text: string; reading: unknown }>();
  return <Reading>(read: (text: string) => Reading, text: string): Reading => {
    const known = readings.get(read);
    // The key says what type the value has.
    if (known?.text === text) return known.reading as Reading;
    const reading = read(text);
    readings.set(read, { text, reading });
    return reading;
  };
}
