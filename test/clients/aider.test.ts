// The real Aider from PyPI. It has no tools: what it sends is the user's and its own words, and those stay as they are.
import { describe, expect, it } from 'vitest';
import { runAgentLoop } from './agent-loop.ts';
import { aider } from './real-clients.ts';

const installed = aider.install();
const EDIT = ['A page of greeting.', '', 'hello.txt', '```', 'hello from the model', '```'].join(
  '\n',
);

describe.skipIf(installed === undefined)('Aider', () => {
  it('works through headroom as without it', async () => {
    if (installed === undefined) return;
    const about = { client: aider, installed, script: { turns: [{ text: EDIT }] } };
    const direct = await runAgentLoop({ ...about, through: 'direct' });
    const wrapped = await runAgentLoop({ ...about, through: 'wrap' });
    expect([direct.result.code, wrapped.result.code]).toEqual([0, 0]);
    expect(wrapped.others).toEqual(direct.others);
    expect(wrapped.others.length).toBeGreaterThan(0);
    expect(wrapped.result.stdout).toContain('hello from the model');
    expect(wrapped.changes.filter((path) => path.startsWith('project/'))).toEqual(
      direct.changes.filter((path) => path.startsWith('project/')),
    );
  });
});
