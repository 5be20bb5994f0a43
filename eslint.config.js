// The linter's rules: typed, strict, and with the house's own prohibitions. Layout is prettier's matter.
// What .oxlintrc.json names is told by Oxlint in script files: the same rules by the native compiler, in a tenth of the time.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { readFileSync } from 'node:fs';
import ts from 'typescript-eslint';
import { namedBrowsers } from './scripts/lint/namedBrowsers.ts';
import svelteConfig from './svelte.config.js';

/** Oxlint's; components are ESLint's alone. */
const SCRIPTS = ['**/*.{ts,js,mjs}'];
const TESTS = ['**/*.test.ts', '**/*.contract.ts', '**/*.spec.ts'];

const houseSyntax = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings instead of an enum.' },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a module is named after its main export.' },
];

const clockMessage = 'The domain has no clock: take nowMs as a parameter, or return an effect.';
const impureGlobals = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'performance'].map((name) => ({
    name,
    message: clockMessage,
  })),
  ...['process', 'fetch', 'crypto', 'WebSocket', 'console', 'Buffer'].map((name) => ({
    name,
    message: 'The domain decides only: let an adapter do it.',
  })),
];

const known = new Set([js.configs.all, ...ts.configs.all].flatMap(({ rules = {} }) => Object.keys(rules)));
const oxlint = /** @type {{ rules: Record<string, unknown> }} */ (
  JSON.parse(readFileSync(new URL('.oxlintrc.json', import.meta.url), 'utf8'))
);
/** By the names they have here: some are ESLint's own for JavaScript and typescript-eslint's for TypeScript. */
const toldByOxlint = Object.keys(oxlint.rules)
  .map((name) => name.replace('typescript/', ''))
  .flatMap((name) => [name, `@typescript-eslint/${name}`])
  .filter((name) => known.has(name));

const nodeGlobals = ['process', 'Buffer', 'global', 'require', '__dirname', '__filename', 'setImmediate', 'NodeJS'];

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'out/',
      'dist/',
      'coverage/',
      'test-results/',
      'renderer/paraglide/',
      'renderer/.svelte-check/',
      'tests/support/wire/*/protocol.js',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...houseSyntax],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: { 'max-lines-per-function': 'off', 'prefer-const': 'off', 'svelte/prefer-const': 'error' },
  },
  {
    // typescript-eslint does not know components' types and sees `any` at each of them; svelte-check knows and checks them.
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    files: ['renderer/**'],
    languageOptions: { globals: globals.browser },
    rules: {
      'no-restricted-globals': [
        'error',
        ...nodeGlobals.map((name) => ({ name, message: 'Pages run in a browser: there is no Node here.' })),
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*'], message: 'Pages run in a browser: there is no Node here.' },
            { regex: '^electron(/|$)', message: 'Pages reach the shell through electron/contract only.' },
          ],
          paths: [
            {
              name: '@lucide/svelte',
              message: "Import one icon, as from '@lucide/svelte/icons/phone': the index costs 4000 modules a build.",
            },
          ],
        },
      ],
    },
  },
  {
    // In script files by eslint.pages.config.js.
    files: ['renderer/**/*.svelte'],
    ignores: ['renderer/testing/**'],
    plugins: { visavis: { rules: { 'named-browsers': namedBrowsers } } },
    rules: { 'visavis/named-browsers': 'error' },
  },
  {
    files: ['electron/main/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:sqlite', message: 'The oldest runtime of the app carries Node 20.18.' }] },
      ],
    },
  },
  {
    files: ['signalling/domain/**'],
    ignores: TESTS,
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clockMessage },
        { object: 'Math', property: 'random', message: 'The domain has no chance: take the value as a parameter.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...houseSyntax,
        { selector: "NewExpression[callee.name='Date']", message: clockMessage },
        { selector: "CallExpression[callee.name='Date']", message: clockMessage },
      ],
    },
  },
  {
    // Tests of pages run on Node as well.
    files: TESTS.map((files) => `renderer/${files}`),
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' },
  },
  {
    files: [...TESTS, 'tests/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.config.{ts,js}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off', 'no-undef': 'off' },
  },
  {
    // Electron's default app uses what Electron's types leave out.
    files: ['**/*.cjs', 'scripts/setup/electronDefaultApp.mjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: SCRIPTS,
    ignores: ['scripts/setup/electronDefaultApp.mjs'],
    extends: [ts.configs.disableTypeChecked],
    // Most directives are for Oxlint, which says which of them are of no use.
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    rules: Object.fromEntries(toldByOxlint.map((name) => [name, 'off'])),
  },
  {
    // What it asks about is never shown: nothing of a page hangs on it.
    files: ['renderer/features/references/callReferences.svelte.ts'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
);
