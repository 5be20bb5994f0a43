import { describe, expect, it } from 'vitest';
import { compareSpec } from './compareSpec.ts';
import { testTitles } from './testTitles.ts';

const SPEC = `# Rules
- **CALL-1** A call ends once.
- **CALL-2** A call waits in its queue, as **CALL-9** says.
`;

describe('compareSpec', () => {
  it('is silent when rules and tests agree', () => {
    expect(complaintsAbout('signalling/a.test.ts', "it('[CALL-1][CALL-2] ends', () => {});")).toEqual([]);
  });

  it('names a rule without a test, a test without a rule and a rule that does not exist', () => {
    const source = "it('[CALL-1] ends', f);\nit('waits', f);\ntest('[CALL-7] flies', f);";
    expect(complaintsAbout('signalling/a.test.ts', source)).toEqual([
      'signalling/a.test.ts:2: “waits” does not begin with a rule, as in “[CALL-3] …”.',
      'signalling/a.test.ts:3: “[CALL-7] flies” names CALL-7, which docs/SPEC.md does not have.',
      'No test names CALL-2.',
    ]);
  });

  it('leaves the tests of the tooling free, but counts the rules they name', () => {
    const source = "it('[CALL-1] ends', f); it('waits', f); it('[CALL-2] queues', f);";
    expect(complaintsAbout('scripts/a.test.ts', source)).toEqual([]);
  });

  it('finds an id that is used twice', () => {
    expect(compareSpec('- **A-1** x\n- **A-1** y', [{ file: 'a', line: 1, text: '[A-1] x' }])).toEqual([
      'docs/SPEC.md has A-1 twice.',
    ]);
  });
});

describe('testTitles', () => {
  it.each([
    ["it('x', f)", ['x']],
    ["test.skip('x', f)", ['x']],
    ["it.each([1])('x %i', f)", ['x %i']],
    ["it.runIf(here)('x', f)", ['x']],
    ['test(`x ${name}`, f)', ['x ']],
    ["test.describe('x', f); describe('y', f)", []],
    ["test.step('x', f); test.skip(isSlow, 'too slow'); test.setTimeout(9)", []],
    ["it.concurrent.each([1])('x', f)", ['x']],
  ])('of %s', (source, expected) => {
    expect(testTitles('a.test.ts', source).map(({ text }) => text)).toEqual(expected);
  });
});

function complaintsAbout(file: string, source: string): string[] {
  return compareSpec(SPEC, testTitles(file, source));
}
