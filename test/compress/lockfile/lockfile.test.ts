import { describe, expect, it } from 'vitest';
import type { Compressed } from '../../../src/compress/compressor.ts';
import { lockfile } from '../../../src/compress/lockfile/lockfile.ts';
import { readLockfile } from '../../../src/compress/lockfile/read-lockfile.ts';
import { estimateTokens } from '../../../src/tokens/estimate.ts';
import { contextFor } from '../context-for.ts';

const NAMES = 'kettle spout whistle handle @tea/leaf @tea/pot lid base coil switch'.split(' ');
const HASH = 'sha512-' + 'Qz3'.repeat(28) + '==';
const SUM = '0a1b'.repeat(16);

/** One lockfile per tool, with the packages above: the first has version 1.0.0, the next 1.1.0, and so on. */
const WRITERS: Readonly<Record<string, (name: string, version: string) => string>> = {
  'Pipfile.lock': (name, version) =>
    `        "${name}": {\n            "hashes": [\n${`                "sha256:${SUM}",\n`.repeat(60)}            ],\n            "version": "==${version}"\n        },`,
  'package-lock.json': (name, version) =>
    `    "node_modules/${name}": {\n      "version": "${version}",\n      "integrity": "${HASH}",\n` +
    `      "dependencies": {\n        "lid": "^1.0.0"\n      }\n    },`,
  'yarn.lock': (name, version) =>
    `"${name}@^1.0.0", "${name}@~1.0":\n  version "${version}"\n  resolved "https://r.test/${name}.tgz"\n  integrity ${HASH}\n`,
  'yarn.lock of berry': (name, version) =>
    `"${name}@npm:^1.0.0":\n  version: ${version}\n  resolution: "${name}@npm:${version}"\n  checksum: ${SUM}\n`,
  'pnpm-lock.yaml': (name, version) =>
    `  '${name}@${version}':\n    resolution: {integrity: ${HASH}}\n    engines: {node: '>=18'}\n`,
  'pnpm-lock.yaml of old': (name, version) =>
    `  /${name}/${version}:\n    resolution: {integrity: ${HASH}}\n    dev: true\n`,
  'bun.lock': (name, version) => `    "${name}": ["${name}@${version}", "", {}, "${HASH}"],`,
  'Cargo.lock': (name, version) =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\nchecksum = "${SUM}"\ndependencies = [\n "lid",\n]\n`,
  'poetry.lock': (name, version) =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\nfiles = [\n    {file = "x.whl", hash = "sha256:${SUM}"},\n]\n\n[package.dependencies]\nlid = ">=1"\n`,
  'requirements.txt': (name, version) =>
    `${name.replace('@tea/', 'tea.')}==${version} \\\n    --hash=sha256:${SUM} \\\n    --hash=sha256:${SUM}\n    # via lid`,
  'composer.lock': (name, version) =>
    `        {\n            "name": "${name}",\n            "version": "${version}",\n            "dist": {\n                "shasum": "x"\n            },\n            "integrity": "${HASH}"\n        },`,
  'go.sum': (name, version) =>
    `test.dev/${name} v${version} h1:${SUM}=\ntest.dev/${name} v${version}/go.mod h1:${SUM}=`,
  'mix.lock': (name, version) =>
    `  "${name}": {:hex, :${name.replace(/\W/g, '')}, "${version}", "${SUM}"},`,
  'Gemfile.lock': (name, version) =>
    `    ${name.replace('@', '')} (${version})\n      lid (~> 1.0)`,
};

const HEADS: Readonly<Record<string, string>> = {
  'Gemfile.lock': 'GEM\n  remote: https://rubygems.test/\n  specs:\n',
  'package-lock.json': '{\n  "name": "tea",\n  "version": "9.9.9",\n  "packages": {\n',
};

function written(tool: string, repeats = 1): string {
  const write = WRITERS[tool];
  if (write === undefined) throw new Error(tool);
  const entries = Array.from({ length: repeats }, (_, round) =>
    NAMES.map((name, at) => write(round === 0 ? name : `${name}-${round}`, `1.${at}.0`)),
  );
  return (HEADS[tool] ?? '') + entries.flat().join('\n');
}

function fold(text: string, question?: string, budgetTokens = 400): Compressed | undefined {
  const context = contextFor('config', { budgetTokens, question });
  const compressed = lockfile.compress(text, context);
  if (compressed instanceof Promise) throw new Error('this compressor works at once');
  return compressed;
}

/** Where a name may not hold every sign. */
const PLAIN: Readonly<Record<string, (name: string) => string>> = {
  'Gemfile.lock': (name) => name.replace('@', ''),
  'requirements.txt': (name) => name.replace('@tea/', 'tea.'),
};

describe('readLockfile', () => {
  it.each(Object.keys(WRITERS))('reads names and versions of %s', (tool) => {
    const entries = readLockfile(written(tool).split('\n')) ?? [];
    const found = new Map(
      entries.map(({ name, version }) => [name.replace('test.dev/', ''), version.replace('v', '')]),
    );
    for (const [at, name] of NAMES.entries()) {
      const plain = PLAIN[tool]?.(name) ?? name;
      expect([plain, found.get(plain)]).toEqual([plain, `1.${at}.0`]);
    }
  });

  it('takes no other file with versions in it for a lockfile', () => {
    const services = NAMES.map((name) => `  ${name}:\n    version: 1.0.0\n    image: tea/${name}`);
    expect(readLockfile(['services:', ...services.join('\n').split('\n')])).toBeUndefined();
  });

  it('takes no report that tells of each package under the same key for a lockfile', () => {
    const report = NAMES.map((name, at) => ({
      archive: { hash: `sha256=${HASH}` },
      about: { name, version: `1.${at}.0`, needs: ['water'], says: 'stays hot' },
    }));
    expect(readLockfile(JSON.stringify(report, null, 2).split('\n'))).toBeUndefined();
  });
});

describe('lockfile', () => {
  it.each(Object.keys(WRITERS))('names every package of %s while the budget allows', (tool) => {
    const text = written(tool, 8);
    const folded = fold(text, undefined, 1_600)?.text ?? '';
    for (const name of NAMES)
      expect(folded).toContain(PLAIN[tool]?.(name) ?? name.replace('@', ''));
    expect(folded).toContain('-7@');
    expect(estimateTokens(folded)).toBeLessThan(estimateTokens(text));
  });

  it('names nothing twice: what needs no other package goes with the rest', () => {
    const packages = written('pnpm-lock.yaml', 8);
    const snapshots = [...packages.matchAll(/^  (\S+):$/gm)].map(([, key = ''], at) =>
      at % 3 === 0 ? `  ${key}:\n    dependencies:\n      lid: 1.6.0` : `  ${key}: {}`,
    );
    const short = fold(`packages:\n${packages}\nsnapshots:\n${snapshots.join('\n')}\n`)?.text;
    expect(short).toContain('@tea/leaf-3@1.4.0');
    expect(short).not.toContain('{}');
    expect(short?.slice(short.indexOf('snapshots:')).split('\n').length).toBeLessThan(5);
  });

  it('keeps all lines of the packages that the question names', () => {
    const text = written('pnpm-lock.yaml', 8);
    const folded = fold(text, 'which version of whistle-3 is locked and which engines need it?');
    expect(folded?.text).toContain(`  'whistle-3@1.2.0':\n    resolution: {integrity: ${HASH}}`);
    expect(folded?.text).not.toContain(`  'whistle-4@1.2.0':`);
  });

  it('keeps what the author warns of', () => {
    const text = written('pnpm-lock.yaml', 8).replace(
      `  'coil@1.8.0':\n`,
      `  'coil@1.8.0':\n    deprecated: it burns, use a stove\n`,
    );
    expect(fold(text)?.text).toContain('coil@1.8.0 (deprecated: it burns, use a stove)');
  });

  it('says which lines are missing, each once', () => {
    const text = written('Cargo.lock', 8);
    const { lost = [] } = fold(text, 'which version of whistle-3 is locked here?') ?? {};
    let last = 0;
    for (const { from, to } of lost) {
      expect(from).toBeGreaterThan(last);
      last = to;
    }
    expect(last).toBe(text.split('\n').length);
  });

  it('reads a file with line numbers', () => {
    const numbered = written('yarn.lock', 4)
      .split('\n')
      .map((line, at) => `${String(at + 1).padStart(6)}→${line}`);
    expect(fold(numbered.join('\n'))?.text).toContain('whistle@1.2.0 handle@1.3.0');
  });

  it('keeps the list of what the project asks for, and what is locked for each', () => {
    const entry = (name: string, version: string): string =>
      `    "node_modules/${name}": {\n      "version": "${version}",\n      "integrity": "${HASH}"\n    },`;
    const entries = Array.from({ length: 300 }, (_, at) => entry(`part-${at}`, `1.${at}.0`));
    const list = '"dependencies": {\n        "spout": "^4.0.0"\n      }';
    const text = [
      '{\n  "name": "tea",\n  "packages": {',
      `    "": {\n      "name": "tea",\n      "version": "9.9.9",\n      ${list}\n    },`,
      ...entries,
      entry('spout', '4.7.1'),
      ...entries.map((part) => part.replace('part-', 'other-')),
    ].join('\n');
    const context = contextFor('json', { budgetTokens: 600, question: 'Is other-77 in it?' });
    const folded = lockfile.compress(text, context) as Compressed;
    expect(folded.text).toContain(list);
    expect(folded.text).toContain('spout@4.7.1');
  });
});
