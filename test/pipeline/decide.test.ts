import { describe, expect, it } from 'vitest';
import { handleFor } from '../../src/ccr/handle.ts';
import { markers } from '../../src/ccr/markers.ts';
import type { TextJob, TextResult } from '../../src/compress/text-job.ts';
import { decide, type DecideContext, type Subject } from '../../src/pipeline/decide.ts';
import { longLog } from '../laws/bodies.ts';
import { engineThat } from '../laws/world.ts';

const TEXT = longLog(60);
const SUBJECT: Subject = {
  key: 'key',
  zone: 'live',
  text: TEXT,
  tool: 'Bash',
  toolInput: '{"command":"./run.sh"}',
};
const CUT: TextResult & { readonly action: 'replace' } = {
  action: 'replace',
  text: '10:00:00 the first line',
  by: 'cut',
  kind: 'log',
  fidelity: 'lossy',
  lost: [{ unit: 'line', from: 2, to: 60 }],
  tokensBefore: 1_500,
  tokensAfter: 10,
};

/** The entry when an engine answers this, and what the engine was asked. */
async function decided(result: TextResult, given: Partial<DecideContext> = {}) {
  const jobs: TextJob[] = [];
  const engine = {
    ...engineThat(() => result),
    compress: async (job: TextJob) => {
      jobs.push(job);
      return result;
    },
  };
  const context = { engine, markers, profile: 'balanced', question: undefined, way: 'shell' };
  const entry = await decide(SUBJECT, { ...context, ...given } as DecideContext);
  return { ...entry, jobs };
}

describe('the engine', () => {
  it('is told what was asked for, by the call and by the person', async () => {
    const { jobs } = await decided(CUT, { question: 'Which job is slow?', profile: 'aggressive' });
    const { text, tool, toolInput } = SUBJECT;
    const asked = { text, tool, toolInput, question: 'Which job is slow?', profile: 'aggressive' };
    expect(jobs).toEqual([{ ...asked, mayLose: true }]);
  });

  it('may lose nothing where nothing can be fetched, and is not believed if it does', async () => {
    const { jobs, decision } = await decided(CUT, { way: 'none' });
    expect(jobs[0]?.mayLose).toBe(false);
    expect(decision).toEqual({ action: 'keep', reason: 'no-retrieval' });
  });
});

describe('a text that lost something', () => {
  it.each(['', '\n'])('ends with its marker on a line of its own, behind %j', async (end) => {
    const { decision } = await decided({ ...CUT, text: CUT.text + end });
    if (decision.action !== 'replace') throw new Error('It was to be replaced.');
    const [first, marker, ...more] = decision.text.split('\n');
    expect([first, more]).toEqual([CUT.text, []]);
    expect(marker).toMatch(/^\[headroom: .*\]$/);
    expect(marker).toContain(handleFor(TEXT));
  });

  it('goes with its original and the name of the tool', async () => {
    const { decision, original } = await decided(CUT);
    expect(original).toEqual({ handle: handleFor(TEXT), text: TEXT, tool: 'Bash' });
    expect(decision).toMatchObject({ handle: handleFor(TEXT) });
  });

  it.each([
    ['tokens', { tokensAfter: CUT.tokensBefore - 5 }],
    ['characters', { text: TEXT.slice(5) }],
  ])('is kept when its marker takes the %s that were won', async (_, result) => {
    const { decision, original } = await decided({ ...CUT, ...result });
    expect(decision).toEqual({ action: 'keep', reason: 'not-smaller' });
    expect(original).toBeUndefined();
  });
});

describe('a text that lost nothing', () => {
  it('has no marker; what only looks the same can be fetched all the same', async () => {
    const exact = await decided({ ...CUT, fidelity: 'exact' as const, lost: [] });
    expect(exact.decision).toMatchObject({ text: CUT.text });
    expect(exact.decision).not.toHaveProperty('handle');
    expect(exact.original).toBeUndefined();
    const looks = { ...CUT, fidelity: 'presentation' as const, lost: [] };
    const same = await decided(looks, { way: 'none' });
    expect(same.decision).toMatchObject({ text: CUT.text, handle: handleFor(TEXT) });
    expect(same.original).toMatchObject({ text: TEXT });
  });
});
