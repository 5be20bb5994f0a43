// What is built, from which files, by which command. Knows nothing of when a build is current.
import { packageProgram } from '../setup/packageProgram.ts';

export interface BuildTarget {
  readonly name: string;
  /** Files and folders, relative to the root, that the result depends on. */
  readonly inputs: readonly string[];
  /** A file that exists when the target was built. */
  readonly product: string;
  /** A script for Node with its arguments. */
  readonly command: readonly [string, ...string[]];
}

const LOCALES_PROJECT = 'resources/locales/project.inlang';
const EVERY_BUILD = ['package-lock.json', 'tsconfig.base.json', 'svelte.config.js', 'scripts/build'];
const PAGES = [
  'renderer/features',
  'renderer/core',
  'renderer/ui',
  'resources',
  'signalling/protocol',
  'electron/contract',
  'renderer/tsconfig.json',
];

/** Must be there before pages can be built or checked. */
export const localesTarget: BuildTarget = {
  name: 'translations',
  inputs: ['package-lock.json', 'resources/locales', `${LOCALES_PROJECT}/settings.json`, 'scripts/build'],
  product: 'renderer/paraglide/messages.js',
  command: ['scripts/build/compileLocales.ts'],
};

/** What tests start as the server. */
export const testServerTarget: BuildTarget = {
  name: 'server in one file',
  inputs: [...EVERY_BUILD, 'signalling'],
  product: 'out/testServer/main.js',
  command: ['scripts/build/testServer.ts'],
};

/** Independent of each other. */
export const appTargets: readonly BuildTarget[] = [
  {
    name: "customer's page",
    inputs: [...EVERY_BUILD, ...PAGES, 'renderer/customer', 'customer.vite.config.ts'],
    product: 'out/customer/index.html',
    command: [packageProgram('vite'), 'build', '--config', 'customer.vite.config.ts', '--logLevel', 'warn'],
  },
  {
    name: 'agent app',
    inputs: [...EVERY_BUILD, ...PAGES, 'renderer/agent', 'electron', 'electron.vite.config.ts'],
    product: 'out/main/index.js',
    command: [packageProgram('electron-vite'), 'build', '--logLevel', 'warn'],
  },
  {
    name: 'extension for Thunderbird',
    inputs: [...EVERY_BUILD, 'electron/mailExtensions', 'electron/contract'],
    product: 'out/extensions/thunderbird.xpi',
    command: ['scripts/build/mailExtension.ts', 'thunderbird'],
  },
  {
    name: 'extension for Chromium',
    inputs: [...EVERY_BUILD, 'electron/mailExtensions', 'electron/contract'],
    product: 'out/extensions/chromium/manifest.json',
    command: ['scripts/build/mailExtension.ts', 'chromium'],
  },
];
