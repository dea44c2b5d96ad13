import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Audit } from '../../src/compose/audit.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryHome } from '../helpers/temporary-home.ts';
import { call, createSession, said, usage } from '../transcripts/claude-code-lines.ts';

const LOG = Array.from(
  { length: 900 },
  (_, line) => `2026-11-20T10:00:00Z INFO worker ${line} finished job ${line * 7}`,
).join('\n');

describe('headroom audit', () => {
  it('reports what would have been saved, and writes nothing', async () => {
    const { home, env, headroomHome } = withTranscripts({
      '.claude/projects/-home-ann-shop/one.jsonl': `${session()}{"type":"assis`,
    });
    const { code, stdout, stderr } = await runCommand(['audit'], {
      env,
      terminal: { columns: 80 },
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('headroom audit, all time (2026-11-20)');
    expect(stdout).toContain('1 conversation');
    expect(stdout).toContain('2 requests, 1 made smaller');
    expect(stdout).toContain('Skipped         1 damaged line');
    expect(stdout).toMatch(/\S+ tokens of 1 text saved without loss/);
    expect(stdout).toMatch(/Bash +1 +1 /);
    expect(stdout).toMatch(/Money +\$\S+ instead of \$\S+, \S+ % less/);
    expect(stdout).not.toContain('Added wait');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(existsSync(headroomHome)).toBe(false);
    expect(readdirSync(home)).toEqual(['.claude']);
  });

  it('says the same to programs', async () => {
    const { env } = withTranscripts({ '.claude/projects/p/one.jsonl': session() });
    const { transcripts, report } = await auditJson(['audit'], env);
    expect(transcripts).toMatchObject({
      files: 1,
      conversations: 1,
      damagedLines: 0,
      repeatedTurns: 0,
      estimatedTurns: 0,
    });
    expect(report.requests).toMatchObject({ send: 2, changed: 1, failed: 0 });
    expect(report.byTool).toMatchObject([{ tool: 'Bash', texts: 1, replacedTexts: 1 }]);
    expect(report.byProject).toMatchObject([{ project: 'shop', requests: 2 }]);
    expect(report.byAgent).toMatchObject([{ agent: 'claude' }]);
    expect(report.cache.prefixRewritesByUs).toBe(0);
    expect(report.latency).toEqual({ waitMs: null, firstByteMs: null });
    const { money } = report;
    // 1,000 tokens written, then 1,000 read and 21,000 written, at 3 $ a million.
    const recorded = (1_000 * 1.25 + 1_000 * 0.1 + 21_000 * 1.25) * 3e-6 + 20 * 15e-6;
    expect(money.spentUsd + money.netSavedUsd).toBeCloseTo(recorded, 5);
    expect(money.netSavedUsd).toBeGreaterThan(0.02);
    expect(money.toolDefinitionUsd).toBeGreaterThan(0);
  });

  it('counts a session that was resumed in another file once', async () => {
    const { env } = withTranscripts({
      '.claude/projects/p/one.jsonl': session(),
      '.claude/projects/p/two.jsonl': session(),
    });
    const { transcripts, report } = await auditJson(['audit'], env);
    expect(report.requests.send).toBe(2);
    expect(transcripts).toMatchObject({ files: 2, conversations: 1, repeatedTurns: 2 });
  });

  it('counts what was asked since, with all that was said before', async () => {
    const { env, home } = withTranscripts({ 'one.jsonl': session() });
    const since = '2026-11-20T10:00:03Z';
    const { report } = await auditJson(['audit', join(home, 'one.jsonl'), '--since', since], env);
    expect(report.requests).toMatchObject({ send: 1, changed: 1 });
    expect(report.window.sinceMs).toBe(Date.parse(since));
  });

  it('shows how far it is and what it has found on a terminal, and nothing else there', async () => {
    const { env } = withTranscripts({ '.claude/projects/p/one.jsonl': session() });
    const run = await runCommand(['audit', '--json'], { env, terminal: { isTTY: true } });
    const { stdout, stderr } = run;
    const { savedShare } = (JSON.parse(stdout) as Audit).report.newInput;
    const found = `${Math.round(100 * (savedShare ?? 0))} % fewer tokens so far`;
    expect(savedShare).toBeGreaterThan(0.1);
    expect(stderr).toContain('[####################] 100 %');
    expect(stderr).toContain(found);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  });

  it('is content without transcripts, but not with a path that holds none', async () => {
    const { env, home } = withTranscripts({ 'notes.txt': 'hello' });
    const nothing = await runCommand(['audit'], { env });
    expect(nothing.code).toBe(0);
    expect(nothing.stdout).toContain('No transcripts were found');
    const other = await runCommand(['audit', join(home, 'notes.txt')], { env });
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('holds no transcript');
    const gone = await runCommand(['audit', join(home, 'gone')], { env });
    expect(gone.stderr).toContain('There is nothing at');
  });

  it.each([[['--since', 'yesterday']], [['--agent', 'somebody']], [['--profile', 'none']]])(
    'refuses %j as wrong usage',
    async (args) => {
      const { env } = withTranscripts({});
      const { code, stdout } = await runCommand(['audit', ...args], { env });
      expect([code, stdout]).toEqual([2, '']);
    },
  );
});

async function auditJson(args: readonly string[], env: Record<string, string>): Promise<Audit> {
  const { code, stdout, stderr } = await runCommand([...args, '--json'], { env });
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Audit;
}

function withTranscripts(files: Readonly<Record<string, string>>) {
  const { home, headroomHome } = temporaryHome();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return { home, headroomHome, env: { HOME: home, HEADROOM_HOME: headroomHome } };
}

function session(): string {
  const lines = createSession();
  lines.user('Why does the worker stop?');
  lines.answer('a', call('c1', 'Bash', { command: 'cat worker.log' }), {
    usage: usage(0, 0, 1_000),
  });
  lines.result('c1', LOG);
  lines.answer('b', said('It does not.'), { usage: usage(0, 1_000, 21_000) });
  return lines.text();
}
