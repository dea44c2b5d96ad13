import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/telemetry/log-file.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';

const FULL = 'x'.repeat(4_999_990);

describe('the log', () => {
  it('has a line of JSON for everything that went wrong, and for notes when asked', () => {
    const directory = join(temporaryFolder(), 'not yet there');
    for (const verbose of [false, true]) {
      const log = createLog({ directory, verbose });
      log.warn('store', 'disk full');
      log.note('proxy', { port: 1 });
      log.close();
    }
    const entries = readFileSync(join(directory, 'headroom.log'), 'utf8').trimEnd().split('\n');
    expect(entries.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'warn', where: 'store', message: 'disk full', pid: process.pid },
      { level: 'warn', where: 'store' },
      { level: 'note', where: 'proxy', port: 1 },
    ]);
  });

  it('is written by itself, soon after what it says', async () => {
    const directory = temporaryFolder();
    const log = createLog({ directory, verbose: false });
    for (const word of ['one', 'two']) {
      log.warn('here', word);
      const written = (): string => readFileSync(join(directory, 'headroom.log'), 'utf8');
      await expect.poll(written).toContain(`"${word}"`);
    }
  });

  it('says where an error came from, and never all of a long message', () => {
    const directory = temporaryFolder();
    const log = createLog({ directory, verbose: false });
    log.warn('engine', new Error('broken'));
    log.warn('engine', 'm'.repeat(100_000));
    log.close();
    const text = readFileSync(join(directory, 'headroom.log'), 'utf8');
    expect(text).toContain('log-file.test.ts');
    expect(text.length).toBeLessThan(6_000);
  });

  it('begins a new file when one is full, and keeps two old ones', () => {
    const directory = temporaryFolder();
    const fileOf = (age: string): string => join(directory, `headroom.log${age}`);
    for (const round of ['one', 'two', 'three']) {
      writeFileSync(fileOf(''), `${round}${FULL}`);
      const log = createLog({ directory, verbose: false });
      log.warn('here', `after ${round}`);
      log.close();
    }
    const starts = ['.1', '.2'].map((age) => readFileSync(fileOf(age), 'utf8').slice(0, 5));
    expect(starts).toEqual(['three', 'twoxx']);
    expect(existsSync(fileOf('.3'))).toBe(false);
    expect(readFileSync(fileOf(''), 'utf8')).toMatch(/^\{.*"after three"\}\n$/);
    expect(statSync(fileOf('')).mode & 0o077).toBe(0);
  });

  it('is done without where it cannot be written', () => {
    const file = join(temporaryFolder(), 'a file');
    writeFileSync(file, '');
    const log = createLog({ directory: file, verbose: false });
    log.warn('here', 'x');
    expect(() => log.close()).not.toThrow();
  });
});
