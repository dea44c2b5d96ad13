// The recorded bodies of one wire format, byte for byte.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonDocument } from '../../src/json/document.ts';
import { readDocument } from '../json/read-document.ts';

const ROOT = new URL('../fixtures/wire/', import.meta.url);

export interface WireBody {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The bytes of one fixture, by its path below `test/fixtures/wire`. */
export function readWireFixture(path: string): Buffer {
  return readFileSync(fileURLToPath(new URL(path, ROOT)));
}

/** One fixture as a document. */
export function readWireDocument(path: string): JsonDocument {
  return readDocument(readWireFixture(path));
}

/** Every request body of a format; replies and streams are not among them. */
export function readWireBodies(format: string): readonly WireBody[] {
  return readdirSync(fileURLToPath(new URL(`${format}/`, ROOT)))
    .filter((name) => name.endsWith('.json') && !name.startsWith('reply'))
    .toSorted()
    .map((name) => ({ name, bytes: readWireFixture(`${format}/${name}`) }));
}

/** The bodies `conversation-1.json`, `conversation-2.json` ... in the order they were sent. */
export function readWireConversation(format: string): readonly Buffer[] {
  const turns = readWireBodies(format).filter(({ name }) => name.startsWith('conversation-'));
  return turns.map((_, index) => readWireFixture(`${format}/conversation-${index + 1}.json`));
}

/** The data lines of a recorded event stream. */
export function readWireEvents(path: string): readonly JsonDocument[] {
  const lines = readWireFixture(path).toString().split('\n');
  return lines
    .filter((line) => line.startsWith('data: {'))
    .map((line) => readDocument(line.slice(6)));
}
