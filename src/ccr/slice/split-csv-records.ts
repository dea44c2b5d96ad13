// Records of a CSV text whose quoted fields may hold line ends.
import type { Piece } from '../piece.ts';

const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** The records with their line ends; undefined when no record spans lines, or the text is not regular enough to tell. */
export function splitCsvRecords(text: string): readonly Piece[] | undefined {
  if (!text.includes('"')) return undefined;
  for (const delimiter of [',', '\t', ';', '|']) {
    const records = regularRecords(text, delimiter.charCodeAt(0));
    if (records !== undefined) return records;
  }
  return undefined;
}

/** Undefined unless every record has as many fields as the first, at least two, and every quote is closed. */
function regularRecords(text: string, delimiter: number): readonly Piece[] | undefined {
  const records: Piece[] = [];
  let fieldsOfFirst = 0;
  for (let at = 0; at < text.length;) {
    const record = scanRecord(text, at, delimiter);
    if (record === undefined || record.fields < 2) return undefined;
    if (fieldsOfFirst === 0) fieldsOfFirst = record.fields;
    if (record.fields !== fieldsOfFirst) return undefined;
    records.push({ text: text.slice(at, record.end), number: records.length + 1 });
    at = record.end;
  }
  return records.length < 2 ? undefined : records;
}

function scanRecord(
  text: string,
  start: number,
  delimiter: number,
): { readonly end: number; readonly fields: number } | undefined {
  let fields = 1;
  let at = start;
  let isFieldStart = true;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE && isFieldStart) {
      const end = endOfQuoted(text, at);
      if (end === undefined) return undefined;
      at = end;
      isFieldStart = false;
      continue;
    }
    at++;
    if (code === NEWLINE) return { end: at, fields };
    isFieldStart = code === delimiter;
    if (isFieldStart) fields++;
  }
  return { end: at, fields };
}

/** Behind the closing quote; a doubled quote is one in the field. */
function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
  }
  return undefined;
}
