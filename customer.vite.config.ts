// Builds the customer's page into out/customer/, for the browsers of phones and laptops that are still in use.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { BROWSER_TARGETS } from './scripts/build/browsers.ts';
import { pdfAssets } from './scripts/build/pdfAssets.ts';
import { bundledModules, pageAssets, pageWorkers } from './scripts/build/viteOptions.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A feature's `index.ts` only names what others may use: what the page does not use of it does not come along. */
const featureIndexes = {
  treeshake: { moduleSideEffects: [{ test: /\/renderer\/features\/[^/]+\/index\.ts$/, sideEffects: false }] },
};

export default defineConfig({
  root: here('renderer/customer'),
  base: '/',
  plugins: [svelte({ configFile: here('svelte.config.js') }), pdfAssets()],
  worker: pageWorkers,
  resolve: { alias: bundledModules },
  build: {
    outDir: here('out/customer'),
    emptyOutDir: true,
    target: BROWSER_TARGETS,
    reportCompressedSize: false,
    rolldownOptions: featureIndexes,
    ...pageAssets,
  },
});
