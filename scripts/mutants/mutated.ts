// Which code is mutated, which tests have to notice, and how many of its mutants they must kill.

export type Mutated = {
  /** Below the root of the repository. */
  readonly folder: string;
  /** Of the tests that are run against it. */
  readonly tests: readonly string[];
  /** In percent of the mutants that a test reaches or should reach. */
  readonly goal: number;
  /** As in vitest.config.ts. */
  readonly environment: 'node' | 'renderer';
};

export const MUTATED: readonly Mutated[] = [
  {
    folder: 'signalling/domain',
    tests: ['signalling/domain/**/*.test.ts', 'signalling/service/**/*.test.ts'],
    goal: 90,
    environment: 'node',
  },
  {
    folder: 'signalling/service',
    tests: [
      'signalling/service/**/*.test.ts',
      'signalling/adapters/http/*.test.ts',
      'signalling/adapters/ws/*.test.ts',
    ],
    goal: 80,
    environment: 'node',
  },
  { folder: 'electron/main/cti/engine', tests: ['electron/main/cti/**/*.test.ts'], goal: 90, environment: 'node' },
  {
    folder: 'renderer/core/callMedia',
    tests: ['renderer/core/callMedia/**/*.test.ts'],
    goal: 80,
    environment: 'renderer',
  },
  {
    folder: 'renderer/core/assist',
    tests: ['renderer/core/assist/**/*.test.ts', 'renderer/features/{table,chat,annotations,assist}/**/*.test.ts'],
    goal: 80,
    environment: 'renderer',
  },
  {
    folder: 'renderer/core/faces/liveness',
    tests: ['renderer/core/faces/{liveness,check}/**/*.test.ts'],
    goal: 80,
    environment: 'renderer',
  },
];

/** Walks at random kill by chance, and take a minute for each mutant: what they find is a test's business, too. */
export const LEFT_OUT = ['**/shieldWalk.test.ts', '**/randomWalk.test.ts'];
