// How mutants are tested: the tests that VISAVIS_MUTANTS names, one file after the other. Read by Stryker's own vitest.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { bundledModules } from '../build/viteOptions.ts';
import { LEFT_OUT, MUTATED } from './mutated.ts';

const mutated = MUTATED.find(({ folder }) => folder === process.env['VISAVIS_MUTANTS']);
if (!mutated) throw new Error('VISAVIS_MUTANTS names what is mutated');
const test = { include: [...mutated.tests], exclude: LEFT_OUT, maxWorkers: 1, testTimeout: 30_000 };

export default defineConfig(
  mutated.environment === 'node'
    ? { test: { ...test, environment: 'node' } }
    : {
        plugins: [svelte()],
        resolve: { alias: bundledModules, conditions: ['browser'] },
        test: { ...test, environment: 'jsdom' },
      },
);
