// The texts whose speed is measured: one of each kind, grown to any size, and a few that hold nothing but one thing.
import { randomBytes } from 'node:crypto';
import { compressText } from '../dist/src/compress/compress-text.js';
import { createSyntaxReader } from '../dist/src/engine/read-syntax.js';
import { loadTokenCounter } from '../dist/src/tokens/count.js';
import { codeCorpus } from './code-corpus.mjs';
import { corpus } from './corpus.mjs';

export const tools = {
  loadCounter: loadTokenCounter,
  readSyntax: createSyntaxReader(),
  signal: new AbortController().signal,
};

export function samples() {
  return [...corpus(), ...codeCorpus(), ...extremes()];
}

function extremes() {
  return [
    { name: 'one character', text: 'a'.repeat(30_000) },
    { name: 'random base64', text: randomBytes(22_500).toString('base64') },
    {
      name: 'random base64, lines',
      text: randomBytes(22_500).toString('base64').replace(/.{76}/g, '$&\n'),
    },
  ];
}

/** JSON grows by its largest array, everything else by lines; the result is a valid text of its kind. */
export function grown({ text, name }, bytes) {
  const times = Math.max(1, Math.ceil(bytes / text.length));
  if (!name.startsWith('JSON')) {
    const glue = text.includes('\n') ? '\n' : '';
    return Array.from({ length: times }, () => text)
      .join(glue)
      .slice(0, bytes);
  }
  const value = JSON.parse(text);
  const rows = Array.isArray(value) ? value : value.data.orders;
  const many = Array.from({ length: times }, () => rows).flat();
  const share = Math.max(1, Math.floor((rows.length * bytes) / text.length));
  const cut = many.slice(0, Math.min(many.length, share));
  if (Array.isArray(value)) return JSON.stringify(cut);
  return JSON.stringify({ ...value, data: { ...value.data, orders: cut } }, null, 2);
}

/** CPU time of one decision: on a busy machine the clock on the wall says more about the others. */
export async function cpuMicroseconds(sample, text) {
  const before = process.cpuUsage();
  await compressText(jobOf(sample, text), tools);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function jobOf({ tool, input, question }, text) {
  return {
    text,
    profile: 'balanced',
    mayLose: true,
    ...(tool !== undefined && { tool, toolInput: input }),
    ...(question !== undefined && { question }),
  };
}
