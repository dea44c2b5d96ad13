import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tablePlain } from '../../../src/compress/table/table-plain.ts';
import { contextFor } from '../context-for.ts';
import { anyTable, writeDelimited, writeMarkdown, writePsql } from './generate-table.ts';

const CONTEXT = contextFor('table', { profile: 'lossless', budgetTokens: 1_000 });

async function plain(text: string): Promise<string> {
  return (await tablePlain.compress(text, CONTEXT))?.text ?? '';
}

const PROCESSES = `top - 10:01:22 up 3 days,  1 user
Tasks: 14 total,   1 running

    PID USER      PR  NI    VIRT    RES S  %CPU COMMAND
${Array.from({ length: 14 }, (_, at) => `${String(at * 371 + 1).padStart(7)} ${at % 3 === 0 ? 'root    ' : 'postgres'}  20   0 ${String(at * 9_127 + 1_020).padStart(7)} ${String(at * 411).padStart(6)} S ${(at / 10).toFixed(1).padStart(5)} worker --slot ${at}`).join('\n')}
`;

const DISKS = `Filesystem      Size  Used Avail Use% Mounted on
${Array.from({ length: 9 }, (_, at) => `/dev/sd${'abc'[at % 3] ?? ''}${at}        ${20 + at}G    ${at}G   ${10 + at}G  ${at}4% /mnt/disk${at}`).join('\n')}
`;

describe('records one below the other', () => {
  const pots = Array.from({ length: 9 }, (_, at) => ({
    name: `pot ${at}`,
    filled_at: at % 4 === 1 ? '' : `2031-0${at + 1}-11 08:00:00`,
    litres: `${at * 3}`,
  }));

  test('of psql are rows, whose lines may go on', async () => {
    const text = pots
      .map(
        ({ name, filled_at, litres }, at) =>
          `-[ RECORD ${at + 1} ]--------------------\nname      | ${name}\nfilled_at | ${filled_at}\nnote      | brown,${' '.repeat(6)}+\n          | round\nlitres    | ${litres}\n`,
      )
      .join('');
    const short = await plain(text);
    expect(short).toMatch(
      /^\[records; .*\]\n\[9 rows\] name filled_at note="brown,\\nround" litres\n/,
    );
    expect(short).toContain('\n"pot 1" ~ 3\n"pot 2" "2031-03-11 08:00:00" 6\n');
  });

  test('of mysql are rows, with what stands below', async () => {
    const stars = '*'.repeat(27);
    const text = pots
      .map(
        ({ name, litres }, at) =>
          `${stars} ${at + 1}. row ${stars}\n      name: ${name}\nlitres max: ${litres}\n`,
      )
      .join('');
    expect(await plain(`${text}9 rows in set (0.00 sec)\n`)).toMatch(
      /\[9 rows\] name "litres max"\n"pot 0" 0\n(?:.*\n){8}9 rows in set/,
    );
  });

  test('of different names are none', async () => {
    const text = pots
      .map(({ name }, at) => `-[ RECORD ${at} ]---\nname | ${name}\nlid${at} | yes\n`)
      .join('');
    expect(await plain(text)).not.toContain('rows]');
  });
});

describe('columns lined up with blanks', () => {
  test('lines above stay; every cell stands in its column', async () => {
    const text = await plain(PROCESSES);
    expect(text).toMatch(/^top - 10:01:22 up 3 days, {2}1 user\nTasks: 14 total/);
    expect(text).toContain('[14 rows] PID USER PR=20 NI=0 VIRT RES S=S %CPU COMMAND\n');
    expect(text).toContain('\n372 postgres 10147 411 0.1 "worker --slot 1"\n');
  });

  test('a first line of pairs is a row, not a head', async () => {
    const cups = Array.from(
      { length: 12 },
      (_, at) =>
        `cup-${at}`.padEnd(8) +
        `v${(at % 3) + 1}   made=${at % 2 === 0 ? 'clay ' : 'glass'} holds=${at * 7}`,
    );
    expect(await plain(`${cups.join('\n')}\n`)).toMatch(/\[12 rows\].*\ncup-0 v1 made=clay/);
  });

  test('a name of two words is one column', async () => {
    const text = await plain(DISKS);
    expect(text).toContain('Filesystem Size Used Avail Use% "Mounted on"');
    expect(text).toContain('\n/dev/sda3 23G 3G 13G 34% /mnt/disk3\n');
  });

  test('a rule from one end to the other hides no columns', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => {
      const missing = at % 3 === 0 ? '' : `   ${at}-${at + 4}, 90`;
      return (
        `kettle/part_${at}.py`.padEnd(24) + `${at * 7}`.padStart(6) + `${at}%`.padStart(7) + missing
      );
    });
    const head = 'Name                     Stmts  Cover   Missing';
    const text = [
      head,
      '-'.repeat(47),
      ...rows,
      '-'.repeat(47),
      'TOTAL                      900    57%',
    ];
    const short = await plain(text.join('\n'));
    expect(short).toContain('[21 rows] Name Stmts Cover Missing?');
    expect(short).toContain('\nkettle/part_7.py 49 7% Missing:"7-11, 90"\n');
    expect(short).toMatch(/\nTOTAL 900 57%/);
  });

  test('columns that were shifted by a rewritten path are told by their words', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `leaf${at}      1.${at}.0   /srv/a/site-packages${' '.repeat(at % 2)} pip`,
    );
    const text = [
      'Package    Version Location               Installer',
      '---------- ------- ---------------------- ---------',
      ...rows,
    ];
    const short = await plain(text.join('\n'));
    expect(short).toContain(
      '[12 rows] Package Version Location=/srv/a/site-packages Installer=pip\n',
    );
    expect(short).toContain('\nleaf7 1.7.0\n');
  });

  test('padded cells between bars need no rule; an indented name keeps its place', async () => {
    const row = (at: number, name: string): string =>
      `${String(at * 37).padStart(9)} | ${String(at * 3).padStart(5)} | ${name}`;
    const lines = (indent: string): string =>
      [
        '     self |   all | part',
        ...Array.from({ length: 20 }, (_, at) =>
          row(at, `${at % 2 === 0 ? '' : indent}spout${at}`),
        ),
      ].join('\n');
    expect(await plain(lines(''))).toContain('[20 rows] self all part\n0 0 spout0\n37 3 spout1\n');
    expect(await plain(lines('  '))).not.toContain('37 3 spout1');
  });

  test('a row that crosses the columns stands as it is', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, at) => `pod-${at}`.padEnd(10) + 'Running'.padEnd(10) + `${at}d`,
    );
    rows[7] = 'a-pod-with-a-name-too-long Running 7d';
    const text = await plain(`NAME      STATUS    AGE\n${rows.join('\n')}\n`);
    expect(text).toContain('\n* a-pod-with-a-name-too-long Running 7d\n');
    expect(text).toContain('[30 rows] NAME STATUS=Running AGE');
  });

  test('wide characters take two columns', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `${at % 2 === 0 ? '日本語    ' : 'plain     '}${String(at).padEnd(6)}on`,
    );
    const text = await plain(`NAME      SIZE  STATE\n${rows.join('\n')}\n`);
    expect(text).toContain('\n日本語 4');
    expect(text).toContain('\nplain 5');
  });

  test('a rule says where columns are', async () => {
    const text = await plain(
      `Package    Version  \n---------- ---------\n${Array.from({ length: 8 }, (_, at) => `lib${at}${' '.repeat(7)}1.${at}.0`).join('\n')}\n`,
    );
    expect(text).toContain('[8 rows] Package Version\nlib0 1.0.0\n');
  });
});

describe('bars', () => {
  test('a psql footer stays', async () => {
    const rows = Array.from({ length: 9 }, (_, at) => [`${at}`, `name ${at}`, 'x']);
    const text = await plain(writePsql({ names: ['id', 'name', 'flag'], rows }));
    expect(text).toMatch(/\[9 rows\] id name flag=x\n0 "name 0"\n/);
    expect(text).toContain('(9 rows)');
  });

  test('a Markdown cell may hold an escaped bar', async () => {
    const rows = Array.from({ length: 9 }, (_, at) => [`\`a \\| b${at}\``, 'string', `${at}`]);
    const text = await plain(writeMarkdown({ names: ['Name', 'Type', 'Default'], rows }));
    expect(text).toContain('"`a \\| b4`" 4\n');
  });
});

describe('any table', () => {
  test.each([
    ['psql', writePsql],
    ['Markdown', writeMarkdown],
  ])('%s: every cell is there, in order', async (_, write) => {
    let offers = 0;
    await fc.assert(
      fc.asyncProperty(anyTable({ hard: false }), async (content) => {
        const text = await plain(write(content));
        if (text === '') return;
        offers++;
        const words = content.rows.flat().flatMap((cell) => cell.split(' '));
        for (const word of words) expect(text).toContain(word);
        for (const name of content.names) expect(text).toContain(name);
        expect(text).toContain(`[${content.rows.length} rows]`);
      }),
      { seed: 9, numRuns: 100 },
    );
    expect(offers).toBeGreaterThan(80);
  });

  test('delimited tables that follow no rule of quoting', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable({ hard: true }), async (content) => {
        const csv = writeDelimited(content, {
          delimiter: ',',
          quoting: 'where needed',
          lineEnd: '\n',
        });
        const mixed = csv.replace(/^([a-z_0-9]+),/gm, '"$1",');
        const text = await plain(mixed);
        if (text === '') return;
        for (const cell of content.rows.flat())
          for (const word of cell.split(/\s/)) expect(text).toContain(word);
      }),
      { seed: 13, numRuns: 100 },
    );
  });
});
