import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callTool, type CallContext } from '../../src/mcp/call-tool.ts';
import { LARGEST_ANSWER_BYTES } from '../../src/mcp/page.ts';
import type { McpParts } from '../../src/mcp/parts.ts';
import type { ToolName } from '../../src/mcp/tool-definitions.ts';
import { temporaryFolder } from '../helpers/temporary-home.ts';
import { memoryParts } from './parts.ts';

const NUMBERED = Array.from({ length: 5000 }, (_one, index) => `line ${index + 1}`).join('\n');

describe('headroom_retrieve', () => {
  it('hands out an original, whole or in part', async () => {
    const parts = memoryParts({ abc: 'a\nb\nc' });
    expect(await call('headroom_retrieve', { handle: 'abc' }, parts)).toEqual({
      text: 'a\nb\nc',
      isError: undefined,
    });
    expect(await call('headroom_retrieve', { handle: 'abc', lines: '2-2' }, parts)).toMatchObject({
      text: 'b',
    });
  });

  it('shows what a reader must know first', async () => {
    const answer = await call(
      'headroom_retrieve',
      { handle: 'abc', grep: 'a[' },
      memoryParts({ abc: 'a[1]' }),
    );
    expect(answer.text).toBe('[headroom: A note.]\na[1]');
  });

  it('asks for no more than an answer may hold', async () => {
    const parts = memoryParts({ abc: 'x' });
    await call(
      'headroom_retrieve',
      { handle: 'abc', grep: 'a', json_path: '$.b', rows: '1-2' },
      parts,
    );
    await call('headroom_retrieve', { handle: 'abc', max_tokens: 50 }, parts);
    const [wide, narrow] = parts.asked;
    expect(wide).toMatchObject({ handle: 'abc', grep: 'a', jsonPath: '$.b', rows: '1-2' });
    expect(wide?.maxTokens).toBeLessThan(LARGEST_ANSWER_BYTES);
    expect(wide?.count?.('é')).toBe(2);
    expect(narrow?.maxTokens).toBe(50);
  });

  it('cuts what comes back too large all the same', async () => {
    const parts = memoryParts({ abc: NUMBERED });
    const { text } = await call('headroom_retrieve', { handle: 'abc' }, parts);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
  });

  it('says that an unknown handle is final', async () => {
    const parts = memoryParts({});
    const answer = await call('headroom_retrieve', { handle: 'zzz' }, parts);
    expect(answer.isError).toBe(true);
    expect(answer.text).toBe(
      'No original has the handle "zzz". This is final: asking again gives the same answer. If you need the text, run the command or read the file again.',
    );
  });

  it('says so when nothing matches', async () => {
    expect(await call('headroom_retrieve', { handle: 'abc' }, memoryParts({ abc: '' }))).toEqual({
      text: '[headroom: nothing in the original matches.]',
      isError: undefined,
    });
  });

  it.each([
    [{}, '"handle" is missing.'],
    [{ handle: ['abc'] }, '"handle" must be a text.'],
    [{ handle: 'abc', max_tokens: 'many' }, '"max_tokens" must be a whole number above 0.'],
    [{ handle: 'abc', max_tokens: 0 }, '"max_tokens" must be a whole number above 0.'],
  ])('refuses %j', async (given, message) => {
    const answer = await call('headroom_retrieve', given, memoryParts({ abc: 'x' }));
    expect(answer).toMatchObject({
      isError: true,
      text: expect.stringContaining(message) as string,
    });
  });

  it('takes numbers for texts and texts for numbers', async () => {
    const answer = await call(
      'headroom_retrieve',
      { handle: 123, lines: 2, max_tokens: '50', grep: null },
      memoryParts({ 123: 'a\nb' }),
    );
    expect(answer).toEqual({ text: 'b', isError: undefined });
  });
});

describe('headroom_compress', () => {
  it('takes a text, a file or a handle', async () => {
    const cwd = temporaryFolder();
    await writeFile(join(cwd, 'a.log'), 'f'.repeat(200));
    const parts = memoryParts({ abc: 'h'.repeat(200) });
    const note = '[headroom: 40 to 20 tokens by half, original abc123.]\n';
    expect(await call('headroom_compress', { text: 't'.repeat(200) }, parts)).toMatchObject({
      text: note + 't'.repeat(100),
    });
    expect(await call('headroom_compress', { path: 'a.log' }, parts, cwd)).toMatchObject({
      text: note + 'f'.repeat(100),
    });
    expect(
      await call('headroom_compress', { handle: 'abc', question: 'why?', tool: 'Bash' }, parts),
    ).toMatchObject({
      text: note + 'h'.repeat(100),
    });
    expect(parts.asked).toEqual([]);
    expect(parts.compressed[2]).toEqual({ text: 'h'.repeat(200), question: 'why?', tool: 'Bash' });
  });

  it('gives back what cannot be shortened, and why', async () => {
    expect(await call('headroom_compress', { text: 'short' }, memoryParts({}))).toEqual({
      text: '[headroom: not shortened (too-short).]\nshort',
      isError: undefined,
    });
  });

  it('stays below the size of an answer, and says where the rest is', async () => {
    const { text } = await call(
      'headroom_compress',
      { text: 'word\n'.repeat(20_000) },
      memoryParts({}),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_ANSWER_BYTES);
    expect(text).toMatch(
      /\[headroom: more than fits one answer; headroom_retrieve abc123 reads parts of the original\.\]$/,
    );
  });

  it('names no original where none is kept', async () => {
    const parts = {
      ...memoryParts({}),
      compress: () => Promise.resolve({ action: 'keep', reason: 'store-unavailable' } as const),
    };
    const { text } = await call('headroom_compress', { text: 'word\n'.repeat(20_000) }, parts);
    expect(text).toMatch(/^\[headroom: not shortened \(store-unavailable\)\.\]\nword/);
    expect(text).toMatch(/\[headroom: more than fits one answer; give a smaller text\.\]$/);
  });

  it('does not give all of a long path back', async () => {
    const path = 'x'.repeat(50_000);
    const { text, isError } = await call('headroom_compress', { path }, memoryParts({}));
    expect(isError).toBe(true);
    expect(text.length).toBeLessThan(5_000);
  });

  it.each([[{}], [{ text: 'a', path: 'b' }], [{ text: '' }]])('refuses %j', async (given) => {
    expect(await call('headroom_compress', given, memoryParts({}))).toMatchObject({
      isError: true,
      text: expect.stringContaining('Give one of "text", "path" and "handle".') as string,
    });
  });

  it('says why a file cannot be read', async () => {
    expect(
      await call('headroom_compress', { path: 'none.txt' }, memoryParts({}), '/nowhere'),
    ).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /^\S*none\.txt cannot be read \(ENOENT\)\. Give the path/,
      ) as string,
    });
  });
});

describe('any tool', () => {
  it('turns a fault of ours into a sentence, and reports it', async () => {
    const faults: string[] = [];
    const answer = await callTool(
      'headroom_stats',
      {},
      {
        cwd: '/',
        open: () => Promise.reject(new Error('secret detail')),
        onFault: (where) => faults.push(where),
      },
    );
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(faults).toEqual(['mcp headroom_stats']);
  });
});

async function call(name: ToolName, given: Record<string, unknown>, parts: McpParts, cwd = '/') {
  const context: CallContext = {
    cwd,
    open: () => Promise.resolve(parts),
    onFault: (_where, error) => {
      throw error;
    },
  };
  const { content, isError } = await callTool(name, given, context);
  const [first] = content;
  return { text: first?.type === 'text' ? first.text : '', isError };
}
