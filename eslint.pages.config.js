// What the linter asks the compiler about in pages, with one program for all of them: components by all rules, script files by those
// that nobody else tells.
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';
import typescript from 'typescript';
import allRules from './eslint.config.js';
import { namedBrowsers } from './scripts/lint/namedBrowsers.ts';
import { createPagesProgram } from './scripts/lint/pagesProgram.ts';
import svelteConfig from './svelte.config.js';

const COMPONENTS = 'renderer/**/*.svelte';
const componentParser = /** @type {import('./scripts/lint/pagesProgram.ts').ScriptParser} */ (
  svelte.configs.base.flatMap(({ languageOptions }) => languageOptions?.parser ?? [])[0]
);
const protocol = typescript.sys.readDirectory('signalling/protocol', ['.ts']);
const { program, scriptsOfComponents } = createPagesProgram(
  'renderer/tsconfig.json',
  protocol,
  componentParser,
  svelteConfig,
);

export default defineConfig(
  { ignores: ['renderer/paraglide/', 'renderer/.svelte-check/'] },
  {
    files: [COMPONENTS],
    extends: [allRules],
    languageOptions: { parserOptions: { parser: scriptsOfComponents, projectService: false } },
  },
  {
    files: ['renderer/**/*.ts', 'signalling/protocol/**/*.ts'],
    ignores: ['renderer/testing/', '**/*.test.ts', '**/*.contract.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: { parser: ts.parser, parserOptions: { programs: [program] } },
    plugins: { visavis: { rules: { 'named-browsers': namedBrowsers } }, '@typescript-eslint': ts.plugin },
    rules: { 'visavis/named-browsers': 'error', '@typescript-eslint/no-unsafe-class-instance-assignment': 'error' },
  },
);
