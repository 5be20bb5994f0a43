// Unit tests: `domain` for what the server decides, `node` for what it does, the native shell and the scripts, `core` for what the pages do
// without a document, `renderer` (jsdom) for the rest. Pure tests share a worker; what would be felt by others has one of its own.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { bundledModules } from './scripts/build/viteOptions.ts';

/** Files that take longer than a minute or close to it, longest first: begun at once, they are not what everything waits for in the end. */
const LONG = ['shieldWalk.test.ts', 'killed.test.ts', 'hostile.test.ts'];

/** What is worked out here is to be right, not fast: beside other work it takes its time. */
const TEST_LIMIT_MS = 60_000;
/** What only works something out may run behind everything else on the machine. */
const PURE_LIMIT_MS = 180_000;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** What needs no document is not given one: making it takes longer than most tests. */
const CORE = 'renderer/core/**/*.test.ts';
const IN_A_DOCUMENT = ['renderer/core/signallingClient/*.test.ts', 'renderer/core/documents/withinMs.test.ts'];

/** Starting a worker and loading the same modules anew took more than most files' tests. */
const PURE = ['signalling/{domain,service}/**/*.test.ts'];
const PROTOCOL = ['signalling/protocol/**/*.test.ts'];

/** Modules, globals, clocks and languages that a test replaces. */
const FELT_BY_OTHERS =
  /vi\.(mock|doMock|stubGlobal|useFakeTimers)\(|spyOn\(globalThis|Locale\(|defineProperty\((globalThis|window|document|navigator)/;

/** Has a worker of its own: others would feel what it replaces, or its memory is measured. */
const APART = globSync('renderer/**/*.test.ts').filter(
  (file) => /^renderer\/core\/(documents|faces)\//.test(file) || FELT_BY_OTHERS.test(readFileSync(file, 'utf8')),
);

function pages(test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    plugins: [svelte()],
    // Without the browser condition Svelte's server half is loaded and effects silently never run.
    resolve: { alias: bundledModules, conditions: ['browser'] },
    test: { testTimeout: test?.environment === 'node' ? PURE_LIMIT_MS : TEST_LIMIT_MS, ...test },
  };
}

function inPages(
  name: string,
  environment: 'node' | 'jsdom',
  include: string[],
  exclude: readonly string[],
): TestProjectInlineConfiguration[] {
  return [
    pages({ name, environment, include, exclude: [...exclude, ...APART], isolate: false }),
    pages({ name: `${name} apart`, environment, include: APART.filter((file) => isOneOf(file, include, exclude)) }),
  ];
}

function isOneOf(file: string, include: readonly string[], exclude: readonly string[]): boolean {
  const matches = (pattern: string): boolean => matchesGlob(file, pattern);
  return include.some(matches) && !exclude.some(matches);
}

export default defineConfig({
  test: {
    // By itself vitest leaves a core unused: on a small machine that is half of it.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { name: 'domain', testTimeout: PURE_LIMIT_MS, environment: 'node', isolate: false, include: PURE } },
      // How long it takes to read what is hostile is measured, too.
      {
        test: { name: 'protocol', testTimeout: TEST_LIMIT_MS, environment: 'node', isolate: false, include: PROTOCOL },
      },
      {
        test: {
          name: 'node',
          testTimeout: TEST_LIMIT_MS,
          environment: 'node',
          include: ['signalling/**/*.test.ts', 'electron/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...PURE, ...PROTOCOL],
        },
      },
      ...inPages('core', 'node', [CORE], IN_A_DOCUMENT),
      ...inPages('renderer', 'jsdom', ['renderer/!(core)/**/*.test.ts', ...IN_A_DOCUMENT], []),
    ],
  },
});
