// How fast and in how much memory `headroom audit` reads: a transcript of Claude Code of so many megabytes (default 100) is made up and
// read by the built command in a process of its own.
//   npm run build && node bench/audit.mjs [MEGABYTES]
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rows = (count, row) => Array.from({ length: count }, (_, index) => row(index)).join('\n');
const OUTPUTS = [
  (turn) =>
    rows(
      120,
      (row) =>
        `2026-01-01T10:${row % 60}:00Z INFO worker-${turn} finished job ${row * 7 + turn} in ${row * 3} ms`,
    ),
  (turn) =>
    rows(
      90,
      (row) =>
        `${String(row + 1).padStart(6)}\tconst value${row} = compute(${row * turn}, 'name ${row}');`,
    ),
  (turn) =>
    JSON.stringify(
      Array.from({ length: 60 }, (_, row) => ({
        id: row,
        turn,
        name: `item ${row}`,
        price: row * 3,
      })),
    ),
  (turn) =>
    rows(
      30,
      (row) =>
        `src/module${row}.ts:${row + turn}: export function handle${row}(request: Request): Response {`,
    ),
  () => 'ok',
];

const megabytes = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'headroom-bench-'));
try {
  writeSessions(folder, megabytes * 1e6);
  const probe = `process.on('exit', () => process.stderr.write(JSON.stringify(process.resourceUsage())))`;
  const command = ['--import', `data:text/javascript,${encodeURIComponent(probe)}`];
  const bin = new URL('../bin/headroom.js', import.meta.url).pathname;
  const startedMs = performance.now();
  const run = spawnSync(process.execPath, [...command, bin, 'audit', folder, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, HEADROOM_HOME: join(folder, 'home') },
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const { transcripts, report } = JSON.parse(run.stdout);
  const usage = JSON.parse(run.stderr.slice(run.stderr.indexOf('{')));
  const cpuSeconds = (usage.userCPUTime + usage.systemCPUTime) / 1e6;
  console.table([
    {
      megabytes: transcripts.bytes / 1e6,
      requests: report.requests.send,
      seconds: Number(seconds.toFixed(1)),
      cpuSeconds: Number(cpuSeconds.toFixed(1)),
      peakMegabytes: Math.round(usage.maxRSS / 1024),
      savedShare: Number(report.newInput.savedShare.toFixed(3)),
    },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Files of some 5 MB, as long sessions are. Results stand in them twice, as Claude Code writes them. */
function writeSessions(into, bytes) {
  for (let written = 0, index = 0; written < bytes; index++) {
    const path = join(into, `session-${index}.jsonl`);
    const file = openSync(path, 'w');
    writeSession(file, `s${index}`, Math.min(5e6, bytes - written));
    closeSync(file);
    written += statSync(path).size;
  }
}

function writeSession(file, session, bytes) {
  let [written, turn, cached, parentUuid] = [0, 0, 15_000, null];
  const line = (about) => {
    const uuid = `${session}-${turn}-${written}`;
    const timestamp = new Date(Date.UTC(2026, 0, 1) + turn * 20_000).toISOString();
    const text = `${JSON.stringify({ parentUuid, isSidechain: false, cwd: '/home/ann/shop', sessionId: session, ...about, uuid, timestamp })}\n`;
    written += writeSync(file, text);
    parentUuid = uuid;
  };
  line({ type: 'user', message: { role: 'user', content: 'Why do the jobs of the worker fail?' } });
  for (; written < bytes; turn++) {
    const id = `${session}-call-${turn}`;
    const output = OUTPUTS[turn % OUTPUTS.length](turn);
    const usage = {
      input_tokens: 4,
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: 2_000,
      output_tokens: 90,
    };
    cached += 2_000;
    const content = [{ type: 'tool_use', id, name: 'Bash', input: { command: `step ${turn}` } }];
    const answer = {
      id: `msg-${id}`,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content,
      usage,
    };
    line({ type: 'assistant', requestId: `req-${id}`, message: answer });
    const result = [{ type: 'tool_result', tool_use_id: id, content: output }];
    line({
      type: 'user',
      message: { role: 'user', content: result },
      toolUseResult: { stdout: output },
    });
  }
}
