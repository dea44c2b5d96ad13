import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { attempt } from '../../src/store/attempt.ts';
import { DatabaseError } from '../../src/store/database.ts';

it.each([
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_BUSY_RECOVERY', 'busy'],
  ['SQLITE_FULL', 'disk-full'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_READONLY_DIRECTORY', 'read-only'],
  ['SQLITE_IOERR_WRITE', 'input-output'],
  ['SQLITE_CANTOPEN', 'cannot-open'],
  ['SQLITE_SOMETHING_NEW', 'failed'],
])('%s is a value: %s', (code, reason) => {
  const outcome = attempt(() => {
    throw new DatabaseError(code, 'words of the engine');
  });
  expect(outcome).toEqual({ status: 'unavailable', reason, message: 'words of the engine' });
});

it('makes a value of what the file system refuses', () => {
  expect(attempt(() => readFileSync('/no/such/file'))).toMatchObject({ reason: 'cannot-open' });
});

it('lets our own faults pass', () => {
  const fault = new TypeError('ours');
  expect(() =>
    attempt(() => {
      throw fault;
    }),
  ).toThrow(fault);
});
