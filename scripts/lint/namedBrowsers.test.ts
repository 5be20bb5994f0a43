// The linter's rule on small pages of code, and the README beside the numbers that it goes by.
import { Linter } from 'eslint';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parser } from 'typescript-eslint';
import ts from 'typescript';
import { BROWSERS } from '../build/browsers.ts';
import { namedBrowsers } from './namedBrowsers.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names that are complained of. */
function complaints(code: string): string[] {
  const file = join(folder, 'page.ts');
  writeFileSync(file, code);
  const program = ts.createProgram([file], { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'], strict: true, types: [] });
  const messages = new Linter({ cwd: folder }).verify(
    code,
    {
      files: ['**/*.ts'],
      languageOptions: { parser, parserOptions: { programs: [program] } },
      plugins: { visavis: { rules: { 'named-browsers': namedBrowsers } } },
      rules: { 'visavis/named-browsers': 'error' },
    },
    file,
  );
  return messages.map(({ message }) => /“(.+)”/.exec(message)?.[1] ?? message);
}

it('[BROWSER-1] the linter complains of what a named browser lacks, of the language and of the page', () => {
  const code = `
    export const groups = Object.groupBy([1], String);
    export const words = new Set([1]).values().map(String);
    export const later = Promise.withResolvers<number>();
    document.startViewTransition(() => undefined);
    requestIdleCallback(() => undefined);
    export const decoder = new ImageDecoder({ data: new Uint8Array(), type: 'image/png' });`;
  expect(complaints(code).toSorted()).toEqual([
    'ImageDecoder',
    'groupBy',
    'map',
    'requestIdleCallback',
    'startViewTransition',
    'withResolvers',
  ]);
});

it('[BROWSER-1] it takes what all of them have, and what is looked for first', () => {
  const code = `
    export const sorted = [2, 1].toSorted().with(0, 3).findLast(Number);
    export const copy = structuredClone(document.body.dataset);
    if ('startViewTransition' in document) document.startViewTransition(() => undefined);
    const idle = window as { requestIdleCallback?: (run: () => void) => void };
    idle.requestIdleCallback?.(() => undefined);
    const union = { union: () => 1 };
    export const own = union.union();`;
  expect(complaints(code)).toEqual([]);
});

it('[BROWSER-1] the README names the browsers that build and linter go by', () => {
  const { chrome, edge, firefox, safari, ios } = BROWSERS;
  expect(edge).toBe(chrome);
  expect(readFileSync('README.md', 'utf8')).toContain(
    `Chrome and Edge ${chrome}, Firefox ${firefox} (ESR), Safari ${safari} and iOS ${ios}`,
  );
});
