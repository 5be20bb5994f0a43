import { describe, expect, it } from 'vitest';
import { ownBytes } from './memoryWatch.ts';
import { describeRun, failureOf, NO_OUTCOME, outcomeOf } from './outcome.ts';
import { failedJourneys, skippedJourneys, tallyOf as tallyOfJourneys } from './runJourneys.ts';
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

  it('names failed journeys with what went wrong', () => {
    const results = [{ duration: 1, errors: [{ message: 'not seen' }, { message: 'left open' }] }];
    const specs = [
      { title: 'relays', file: 'relay.spec.ts', tests: [{ status: 'unexpected', annotations: [], results }] },
    ];
    const failed = [{ title: 'relay.spec.ts relays', reason: 'not seen\nleft open' }];
    expect(failedJourneys({ suites: [{ specs }] })).toEqual(failed);
  });
});

describe('readSelection', () => {
  const files = [
    'tests/journeys/call.spec.ts',
    'tests/journeys/inCall.spec.ts',
    'a/callMedia.test.ts',
    'a/call.test.ts',
  ];

  it('means everything when nothing is chosen', () => {
    const nothing = { unit: [], journeys: [] };
    expect(readSelection([], files)).toEqual({ parts: ['check', 'unit', 'journeys'], filters: nothing });
  });

  it('hands filters on to the one part that is chosen', () => {
    const { parts, filters } = readSelection(['--only=journeys', 'call.spec.ts', '-g', 'hold'], files);
    expect(parts).toEqual(['journeys']);
    expect(filters.journeys).toEqual(['call.spec.ts', '-g', 'hold']);
  });

  it.each([
    ['inCall', ['journeys'], [], ['/tests/journeys/inCall\\.spec\\.ts$']],
    ['callMedia.test.ts', ['unit'], ['a/callMedia.test.ts'], []],
    ['call', ['unit', 'journeys'], ['a/call.test.ts'], ['/tests/journeys/call\\.spec\\.ts$']],
    ['Media', ['unit'], ['a/callMedia.test.ts'], []],
  ])('finds %j by its name', (name, parts, unit, journeys) => {
    expect(readSelection([name], files)).toEqual({ parts, filters: { unit, journeys } });
  });

  it('hands what follows a name on to its runner', () => {
    expect(readSelection(['inCall', '-g', 'hold'], files).filters.journeys.slice(1)).toEqual(['-g', 'hold']);
  });

  it.each([
    [['--only=everything']],
    [['call', '-g', 'hold']],
    [['--only=unit,journeys', 'call']],
    [['--only=check', 'lint']],
  ])('refuses %j with a sentence', (parameters) => {
    expect(() => readSelection(parameters, files)).toThrow(/npm test -- --only=/);
  });

  it('refuses a name that no file has', () => {
    expect(() => readSelection(['nothing'], files)).toThrow(/No test file has “nothing” in its name/);
  });
});

describe('the end of a run', () => {
  it('says what was slow, skipped and flaky, and how long each part took', () => {
    const timed = Array.from({ length: 12 }, (_none, at) => ({ title: `test ${String(at)}`, tookMs: at * 1000 }));
    const lines = describeRun({ ...NO_OUTCOME, timed, skipped: ['relays (needs coturn)'] }, [
      { title: 'Unit tests', tookMs: 61_500 },
    ]);
    expect(lines.slice(0, 2)).toEqual(['Slowest:', '    11.0 s  test 11']);
    expect(lines).not.toContain('     1.0 s  test 1');
    expect(lines.slice(11)).toEqual([
      'Skipped:',
      '  relays (needs coturn)',
      'Flaky: none',
      'Time:',
      '    61.5 s  Unit tests',
      'Failed: none',
    ]);
  });

  it('says last what failed and how its reason begins, without colours', () => {
    const reason = `\u001B[31mnot seen\u001B[39m\n\n${'more\n'.repeat(20)}`;
    const lines = describeRun(failureOf('relays', reason), []);
    expect(lines.slice(lines.indexOf('Failed:'), lines.indexOf('Failed:') + 3)).toEqual([
      'Failed:',
      '  relays',
      '    not seen',
    ]);
    expect(lines.filter((line) => line === '    more')).toHaveLength(7);
  });

  it('says that something failed which has no name', () => {
    expect(describeRun(outcomeOf(ONE_FAILED), []).at(-1)).toBe('  1 outside any test: see what its runner printed');
  });

  it('counts the memory of what was started, and not that of the programs under test', () => {
    const processes = new Map([
      [1, { parent: 0, name: 'node', bytes: 1 }],
      [2, { parent: 1, name: 'node', bytes: 2 }],
      [3, { parent: 2, name: 'chromium', bytes: 4 }],
      [4, { parent: 3, name: 'node', bytes: 8 }],
      [5, { parent: 0, name: 'node', bytes: 16 }],
    ]);
    expect(ownBytes(processes, 1)).toBe(3);
  });
});
