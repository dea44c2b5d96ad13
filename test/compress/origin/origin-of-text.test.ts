import { describe, expect, test } from 'vitest';
import { originOf } from '../../../src/compress/origin/origin-of-call.ts';
import { originOfText } from '../../../src/compress/origin/origin-of-text.ts';

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
