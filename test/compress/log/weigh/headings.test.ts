import { describe, expect, it } from 'vitest';
import { logSelect } from '../../../../src/compress/log/log-select.ts';
import { contextFor } from '../../context-for.ts';

/** Many lines of one step, with a step that says little by itself among them. */
function build(heading: (step: number) => string): string {
  return Array.from({ length: 9 }, (_, step) => [
    heading(step),
    ...Array.from({ length: 40 }, (_, at) => `copied leaf ${at * 7} to shelf ${step}`),
  ])
    .flat()
    .join('\n');
}

describe('steps of a build', () => {
  it.each([
    (step: number) => `#${step + 4} [kettle ${step + 1}/9] COPY leaves${step} .`,
    (step: number) => `Step ${step + 1}/9 : COPY leaves${step} .`,
    (step: number) => `##[group]Run copy leaves${step}`,
  ])('stay, each of them', (heading) => {
    const result = logSelect.compress(build(heading), contextFor('log', { budgetTokens: 500 }));
    if (result === undefined || result instanceof Promise) throw new Error('nothing selected');
    for (let step = 0; step < 9; step++) expect(result.text).toContain(heading(step));
  });
});
