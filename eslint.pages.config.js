// What the linter asks the compiler about in the pages' script files and nobody else tells: one program for all of them, once.
import { defineConfig } from 'eslint/config';
import { dirname, resolve } from 'node:path';
import typescript from 'typescript';
import ts from 'typescript-eslint';
import { namedBrowsers } from './scripts/lint/namedBrowsers.ts';

const project = resolve('renderer/tsconfig.json');
const { options, fileNames } = typescript.parseJsonConfigFileContent(
  typescript.readConfigFile(project, (path) => typescript.sys.readFile(path)).config,
  typescript.sys,
  dirname(project),
);
const protocol = typescript.sys.readDirectory(resolve('signalling/protocol'), ['.ts']);
const program = typescript.createProgram([...fileNames, ...protocol], options);

export default defineConfig(
  {
    ignores: [
      'renderer/paraglide/',
      'renderer/.svelte-check/',
      'renderer/testing/',
      '**/*.test.ts',
      '**/*.contract.ts',
      '**/*.svelte',
    ],
  },
  {
    files: ['renderer/**/*.ts', 'signalling/protocol/**/*.ts'],
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: { parser: ts.parser, parserOptions: { programs: [program] } },
    plugins: { visavis: { rules: { 'named-browsers': namedBrowsers } }, '@typescript-eslint': ts.plugin },
    rules: { 'visavis/named-browsers': 'error', '@typescript-eslint/no-unsafe-class-instance-assignment': 'error' },
  },
);
