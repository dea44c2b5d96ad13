import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setInJson, takeOutOfJson } from '../../src/launch/edit-json.ts';

const AT = ['security', 'auth', 'selectedType'];
const set = [{ at: AT, value: 'gemini-api-key' }];

const ODD = `// mine
{
	"z": 1,   /* kept */
	"security": { "folderTrust": {"enabled": true,}, },
	"list": [1,2,],
}
`;

/** Sets and takes out again. */
function roundTrip(text: string): string | undefined {
  const edited = setInJson(text, set);
  return edited && takeOutOfJson(edited.text, edited.made);
}

describe('setInJson', () => {
  it('keeps comments, tabs, trailing commas and order', () => {
    const { text = '' } = setInJson(ODD, set) ?? {};
    expect(text.split('\n').slice(0, 3)).toEqual(ODD.split('\n').slice(0, 3));
    expect(text).toContain('"selectedType": "gemini-api-key"');
    for (const kept of ['// mine', '/* kept */', '"list": [1,2,],']) expect(text).toContain(kept);
  });

  it('makes a file out of nothing', () => {
    for (const text of [undefined, '', ' \n']) {
      expect(JSON.parse(setInJson(text, set)?.text ?? '')).toEqual({
        security: { auth: { selectedType: 'gemini-api-key' } },
      });
    }
  });

  it('keeps Windows line ends', () => {
    const { text = '' } = setInJson('{\r\n  "a": 1\r\n}\r\n', set) ?? {};
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each(['[]', '{ broken', '"text"', "{ single: 'quoted' }", '{"security": 1}'])(
    'leaves %s alone',
    (text) => {
      expect(setInJson(text, set)).toBeUndefined();
    },
  );
});

describe('takeOutOfJson', () => {
  it('takes out what was put in, with the objects made for it', () => {
    expect(JSON.parse(roundTrip('{"a":1}') ?? '')).toEqual({ a: 1 });
    const kept = roundTrip('{"security":{"auth":{}}}') ?? '';
    expect(JSON.parse(kept)).toEqual({ security: { auth: {} } });
  });

  it('puts an earlier value back', () => {
    const before = { security: { auth: { selectedType: 'oauth-personal', x: 1 } } };
    expect(JSON.parse(roundTrip(JSON.stringify(before)) ?? '')).toEqual(before);
  });

  it('leaves what somebody else has put there since', () => {
    const edited = setInJson('{}', set);
    const theirs = edited?.text.replace('gemini-api-key', 'vertex-ai') ?? '';
    expect(takeOutOfJson(theirs, edited?.made ?? [])).toBe(theirs);
    const added = edited?.text.replace('"selectedType"', '"own": 1, "selectedType"') ?? '';
    expect(JSON.parse(takeOutOfJson(added, edited?.made ?? []))).toEqual({
      security: { auth: { own: 1 } },
    });
    expect(takeOutOfJson('{ broken now', edited?.made ?? [])).toBe('{ broken now');
  });

  it('leaves the values of any object as they were', () => {
    const names = fc.constantFrom('security', 'auth', 'selectedType', 'other');
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.string(),
        fc.dictionary(names, tie('node'), { noNullPrototype: true }),
      ),
    })).node;
    const object = fc.dictionary(names, value, { noNullPrototype: true });
    fc.assert(
      fc.property(object, fc.boolean(), (content, pretty) => {
        const text = JSON.stringify(content, undefined, pretty ? 2 : undefined);
        const back = roundTrip(text);
        if (back !== undefined) expect(JSON.parse(back)).toEqual(content);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
