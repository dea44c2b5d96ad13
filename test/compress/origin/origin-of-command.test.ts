import { describe, expect, test } from 'vitest';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';

describe('shell commands', () => {
  test.each([
    ['cat src/app.ts', 'file-read', true, 'src/app.ts'],
    ['cd pkg && cat -n src/app.ts | head -100', 'file-read', true, 'src/app.ts'],
    [`sed -n '10,80p' src/app.ts`, 'file-read', true, 'src/app.ts'],
    ['nl -ba src/app.ts | sed -n "1,40p"', 'file-read', true, 'src/app.ts'],
    ['head -n 40 README.md', 'file-read', true, 'README.md'],
    ['head -40 < notes.txt', 'file-read', true, 'notes.txt'],
    ['tail -n 20 a.ts; echo ---; tail -n 20 b.ts', 'file-read', true, 'a.ts'],
    [`awk 'NR>=5 && NR<=9' src/app.ts`, 'file-read', true, 'src/app.ts'],
    [`awk -F, '{print $2}' src/app.ts`, 'shell', false, undefined],
    ['bat -r 1:20 a.rs', 'file-read', true, 'a.rs'],
    ['git show HEAD~2:src/a.ts', 'file-read', true, 'src/a.ts'],
    ['git show HEAD', 'shell', false, undefined],
    ['Get-Content -Path src/app.ts | Select-Object -First 40', 'file-read', true, 'src/app.ts'],
    ['gc app.ts | % { "{0}: {1}" -f $i++, $_ }', 'file-read', true, 'app.ts'],
    ["(Get-Content 'src/app.ts')[0..199]", 'shell', true, 'src/app.ts'],
    ['powershell -Command "gc app.log | sort-object"', 'shell', false, undefined],
    ['cmd.exe /C "type src\\app.ts"', 'file-read', true, 'src\\app.ts'],
    ['cat .env', 'file-read', true, '.env'],
    ['cat ./AGENTS.md', 'skill', true, './AGENTS.md'],
    ['cat /var/log/nginx/access.log', 'file-read', false, '/var/log/nginx/access.log'],
    ['tail -n 900 /var/log/dpkg.log.1', 'file-read', false, '/var/log/dpkg.log.1'],
    ['cat results.jsonl', 'file-read', false, 'results.jsonl'],
    ['cat /tmp/test-run.txt', 'file-read', false, '/tmp/test-run.txt'],
    ['cat a.ts | wc -l', 'shell', false, undefined],
    ['cat a.ts | grep foo', 'search', false, undefined],
    ['cat a.ts && npm test', 'shell', true, 'a.ts'],
    ['cat > a.ts <<EOF', 'shell', false, undefined],
    ['sed -i s/a/b/ a.ts', 'edit', true, 'a.ts'],
    ['grep -rn "foo(" src/', 'search', false, undefined],
    ['git ls-files src', 'listing', false, undefined],
    ['find . -type f | xargs /usr/bin/grep foo', 'search', false, undefined],
    ['npm test &> out.txt; cat src/a.ts', 'file-read', true, 'src/a.ts'],
    ['git grep -n foo | head -30', 'search', false, undefined],
    ['find . -name "*.ts" | xargs grep -n foo', 'search', false, undefined],
    ['rg --files src', 'listing', false, undefined],
    ['cd x && ls -la', 'listing', false, undefined],
    ['find . -type f | sort | head', 'listing', false, undefined],
    ['ls | grep test', 'listing', false, undefined],
    ['npm test 2>&1 | tail -40', 'shell', false, undefined],
    ['curl -s localhost:80/x', 'fetch', false, undefined],
    ['npx headroom retrieve 1a2b3c', 'retrieval', true, undefined],
    ['headroom retrieve 1a2b3c --lines 4-9', 'retrieval', true, undefined],
    ['man find | col -b', 'shell', false, undefined],
    ['for f in a b; do cat $f.ts; done', 'file-read', true, '$f.ts'],
  ])('%s', (command, use, exact, path) => {
    const origin = originOf('Bash', { command });
    expect({ use: origin.use, exact: origin.exact, path: origin.path }).toEqual({
      use,
      exact,
      path,
    });
  });

  test.each([
    ['shell', { command: ['bash', '-lc', "sed -n '1,20p' src/a.ts"] }],
    ['exec_command', { cmd: 'cat src/a.ts' }],
    [
      'exec',
      { input: 'const r = await tools.exec_command({cmd: "cat src/a.ts"}); text(r.output);' },
    ],
    ['run_shell_command', { command: 'cat src/a.ts' }],
  ])('%s in its own form', (tool, input) => {
    expect(originOf(tool, input)).toMatchObject({
      use: 'file-read',
      exact: true,
      path: 'src/a.ts',
    });
  });
});
