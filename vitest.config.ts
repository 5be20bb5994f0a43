// Unit tests: `node` for the server, the native shell and the scripts, `renderer` (jsdom) for the pages.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { bundledModules } from './scripts/build/viteOptions.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['signalling/**/*.test.ts', 'electron/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
        },
      },
      {
        plugins: [svelte()],
        // Without the browser condition Svelte's server half is loaded and effects silently never run.
        resolve: { alias: bundledModules, conditions: ['browser'] },
        test: { name: 'renderer', environment: 'jsdom', include: ['renderer/**/*.test.ts'] },
      },
    ],
  },
});
