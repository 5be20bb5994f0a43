// Unit tests: `node` for the server, the native shell and the scripts, `core` for what the pages do without a document, `renderer` (jsdom) for the rest.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { bundledModules } from './scripts/build/viteOptions.ts';

/** Files that take longer than a minute or close to it, longest first: begun at once, they are not what everything waits for in the end. */
const LONG = ['shieldWalk.test.ts', 'killed.test.ts', 'hostile.test.ts'];

/** What is worked out here is to be right, not fast: beside other work it takes its time. */
const TEST_LIMIT_MS = 30_000;

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

function pages(test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    plugins: [svelte()],
    // Without the browser condition Svelte's server half is loaded and effects silently never run.
    resolve: { alias: bundledModules, conditions: ['browser'] },
    test: { testTimeout: TEST_LIMIT_MS, ...test },
  };
}

export default defineConfig({
  test: {
    // By itself vitest leaves a core unused: on a small machine that is half of it.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          testTimeout: TEST_LIMIT_MS,
          environment: 'node',
          include: ['signalling/**/*.test.ts', 'electron/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
        },
      },
      pages({ name: 'core', environment: 'node', include: [CORE], exclude: [...IN_A_DOCUMENT] }),
      pages({ name: 'renderer', environment: 'jsdom', include: ['renderer/!(core)/**/*.test.ts', ...IN_A_DOCUMENT] }),
    ],
  },
});
