// Builds the desktop app into out/: main (ES module), preload (one CommonJS file for the sandbox) and the agent's page.
// Targets are those of the oldest runtime the app runs on, Electron 33 with Node 20.18, and for the agent's page, which opens in a browser
// tab, too, the browsers we name.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';
import { BROWSER_SYNTAX, BROWSER_TARGETS } from './scripts/build/browsers.ts';
import { faceAssets } from './scripts/build/faceAssets.ts';
import { pdfAssets } from './scripts/build/pdfAssets.ts';
import { bundledModules, pageAssets, pageWorkers } from './scripts/build/viteOptions.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  main: {
    build: {
      outDir: here('out/main'),
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: { input: { index: here('electron/main/index.ts') } },
    },
  },
  preload: {
    build: {
      outDir: here('out/preload'),
      target: 'node20.18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: here('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: here('renderer/agent'),
    // Relative, so that the same files work below /agent/ on the server and below the app's own scheme in Electron.
    base: './',
    plugins: [svelte({ configFile: here('svelte.config.js') }), pdfAssets(), faceAssets()],
    worker: pageWorkers,
    resolve: { alias: bundledModules },
    build: {
      outDir: here('out/agent'),
      // electron-vite adds a browser of its own to a list.
      target: BROWSER_SYNTAX,
      cssTarget: BROWSER_TARGETS,
      minify: true,
      ...pageAssets,
      rolldownOptions: { input: { index: here('renderer/agent/index.html') } },
    },
  },
});
