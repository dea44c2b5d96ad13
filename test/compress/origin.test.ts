import { describe, expect, test } from 'vitest';
import { originOf, originOfText } from '../../src/compress/origin.ts';

describe('tools', () => {
  test.each([
    ['Read', { file_path: '/p/src/app.ts' }, 'file-read', true],
    ['read', { filePath: 'src/app.ts' }, 'file-read', true],
    ['view', { path: 'src/app.ts' }, 'file-read', true],
    ['read_file', { absolute_path: '/p/a.py' }, 'file-read', true],
    ['ReadFile', { path: 'a.py' }, 'file-read', true],
    ['mcp__filesystem__read_text_file', { path: 'a.py' }, 'file-read', true],
    ['str_replace_based_edit_tool', { command: 'view', path: 'a.py' }, 'file-read', true],
    ['str_replace_based_edit_tool', { command: 'create', path: 'a.py' }, 'edit', true],
    ['Read', { file_path: '/var/log/app/today.txt' }, 'file-read', false],
    ['Read', { file_path: 'runs/raw.csv' }, 'file-read', false],
    ['Read', { file_path: 'package-lock.json' }, 'file-read', false],
    ['Read', { file_path: 'package.json' }, 'file-read', true],
    ['Read', { file_path: '/p/Cargo.lock' }, 'file-read', false],
    ['Read', { file_path: 'dist/app.min.js' }, 'file-read', false],
    ['Read', { file_path: 'CHANGELOG.md' }, 'file-read', false],
    ['Read', { file_path: 'src/changes.ts' }, 'file-read', true],
    ['Read', { file_path: '.env' }, 'file-read', true],
    ['Read', { file_path: 'docs/CLAUDE.md' }, 'skill', true],
    ['Skill', { skill: 'deploy' }, 'skill', true],
    ['Edit', { file_path: 'a.ts' }, 'edit', true],
    ['apply_patch', {}, 'edit', true],
    ['Grep', { pattern: 'x', path: 'src' }, 'search', false],
    ['grep_search', { query: 'x' }, 'search', false],
    ['Glob', { pattern: '**/*.ts' }, 'listing', false],
    ['list_directory', { path: '.' }, 'listing', false],
    ['WebFetch', { url: 'http://localhost' }, 'fetch', false],
    ['mcp__headroom__headroom_retrieve', { handle: 'abc' }, 'retrieval', true],
    ['headroom_retrieve', {}, 'retrieval', true],
    ['mcp__github__list_issues', {}, 'other', false],
    ['BashOutput', { bash_id: '1' }, 'shell', false],
  ])('%s %j', (tool, input, use, exact) => {
    expect(originOf(tool, input)).toMatchObject({ use, exact });
  });

  test('no tool, no input', () => {
    expect(originOf()).toEqual({ use: 'other', exact: false });
    expect(originOf('Bash')).toEqual({ use: 'shell', exact: false });
    expect(originOf('Read')).toEqual({ use: 'file-read', exact: true });
  });
});

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

describe('what the text says about a file that its name takes for data', () => {
  const lockfile = originOf('Read', { file_path: 'yarn.lock' });
  const changelog = originOf('Read', { file_path: 'CHANGES.md' });
  const releases = ['1.4', '1.3', '1.2', '1.1', '1.0'].map(
    (version) => `## ${version}.0\n\n- more`,
  );

  const script = originOf('Read', { file_path: 'lib/app.js' });
  const bundle = 'function a(b){return{c:b,d:[b,1]}}'.repeat(300);

  const unnamed = originOf('Bash', { command: 'cat run/stdout' });
  const timed = '2031-05-04 10:20:30.112 UTC LOG: boiled:\n\tselect 1\n\tfrom kettle\n'.repeat(9);

  const requirements = originOf('Read', { file_path: 'requirements-dev.txt' });
  const hashed = `tea==1.0 \\\n${`    --hash=sha256:${'0a1b'.repeat(16)} \\\n`.repeat(30)}`;

  test.each([
    ['what a program wrote into a file of any name', unnamed, timed, false],
    ['notes with a time here and there', unnamed, `${'buy tea\n'.repeat(30)}${timed}`, true],
    ['times in a script', originOf('Read', { file_path: 'a.py' }), timed, true],
    ['a script', script, bundle.replaceAll('}}', '}}\n'), true],
    ['a bundle', script, bundle, false],
    [
      'encoded bytes',
      script,
      Buffer.from(bundle.split('').sort().join('')).toString('base64'),
      false,
    ],
    ['a lockfile', lockfile, 'a@^1:\n  version "1.0.0"', false],
    ['requirements with hashes', requirements, hashed, false],
    ['requirements without', requirements, 'tea==1.0\nmilk>=2\n'.repeat(40), true],
    ['a merge with conflicts', lockfile, 'a@^1:\n<<<<<<< HEAD\n  version "1.0.0"', true],
    ['releases', changelog, releases.join('\n\n'), false],
    ['a page that is only called so', changelog, '# Changes\n\nWe move house.', true],
  ])('%s', (_, origin, text, exact) => {
    expect(originOfText(origin, text).exact).toBe(exact);
  });
});
