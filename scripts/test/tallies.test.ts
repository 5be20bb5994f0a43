import { describe, expect, it } from 'vitest';
import { skippedJourneys, tallyOf as tallyOfJourneys } from './runJourneys.ts';
import { tallyOf as tallyOfUnitTests } from './runUnitTests.ts';
import { describeTally, NOTHING, ONE_FAILED, ONE_PASSED, sum } from './tally.ts';
import { readSelection } from './testParts.ts';

describe('a tally', () => {
  it('is said in one line, and skipped tests only when there are any', () => {
    expect(describeTally(sum([ONE_PASSED, ONE_PASSED, ONE_FAILED]))).toBe('2 passed, 1 failed');
    expect(describeTally(sum([NOTHING, { ...ONE_PASSED, skipped: 3 }]))).toBe('1 passed, 0 failed, 3 skipped');
  });
});

describe('counting unit tests', () => {
  const counts = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };

  it('counts what vitest counts', () => {
    expect(tallyOfUnitTests(counts, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const unloadable = { name: 'a.test.ts', status: 'failed', assertionResults: [] };
    expect(tallyOfUnitTests({ ...counts, testResults: [unloadable] }, 1).failed).toBe(1);
  });

  it('never takes a failed run for a success', () => {
    expect(tallyOfUnitTests(counts, 1).failed).toBe(1);
  });
});

describe('counting journeys', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 };

  it('takes a flaky journey for a failure', () => {
    expect(tallyOfJourneys({ stats }, 1)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it('never takes a failed run for a success', () => {
    expect(tallyOfJourneys({ stats: { ...stats, unexpected: 0, flaky: 0 } }, 1).failed).toBe(1);
  });

  it('names skipped journeys with their reasons', () => {
    const annotations = [{ type: 'skip', description: 'needs coturn' }];
    const specs = [{ title: 'relays', tests: [{ status: 'skipped', annotations }] }];
    expect(skippedJourneys({ suites: [{ specs }] })).toEqual(['relays (needs coturn)']);
  });
});

describe('readSelection', () => {
  it('means everything when nothing is chosen', () => {
    expect(readSelection([])).toEqual({ parts: ['check', 'unit', 'journeys'], filters: [] });
  });

  it('hands filters on to the one part that is chosen', () => {
    expect(readSelection(['--only=journeys', 'call.spec.ts', '-g', 'hold'])).toEqual({
      parts: ['journeys'],
      filters: ['call.spec.ts', '-g', 'hold'],
    });
  });

  it.each([
    [['--only=everything']],
    [['call.spec.ts']],
    [['--only=unit,journeys', 'call']],
    [['--only=check', 'lint']],
  ])('refuses %j with a sentence', (parameters) => {
    expect(() => readSelection(parameters)).toThrow(/npm test -- --only=/);
  });
});
