// Electron's own security checklist, where it is about settings and not about behaviour: docs/SECURITY.md names this test.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What main is made of, by file. */
const sources = new Map(
  globSync('electron/{main,preload}/**/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => [file, read(file)]),
);

/** Of each page that main opens: the words between the braces. */
function webPreferences(): string[] {
  return [...sources.values()].flatMap((text) =>
    [...text.matchAll(/webPreferences: \{([^}]*)\}/g)].map(([, words = '']) => words),
  );
}

it('[HOST-6] every page is opened with a sandbox, isolated, without Node and without <webview>', () => {
  const opened = [...sources.values()].join('\n').match(/new (BrowserWindow|WebContentsView)\(/g) ?? [];
  const pages = webPreferences();
  expect(pages).toHaveLength(opened.length);
  expect(pages.length).toBeGreaterThan(0);
  for (const words of pages) {
    for (const held of ['sandbox: true', 'contextIsolation: true', 'webviewTag: false']) expect(words).toContain(held);
    expect(words).not.toMatch(/nodeIntegration\w*: true|webSecurity: false|allowRunningInsecureContent/);
  }
});

it.each([
  '<webview',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'enable-blink-features',
  'allowRunningInsecureContent',
])('[HOST-6] the app uses no %s', (word) => {
  expect([...sources].filter(([, text]) => text.includes(word)).map(([file]) => file)).toEqual([]);
});

it('[HOST-6] the fuses of what is packed are set as they should be', () => {
  const { electronFuses, asar } = parse(read('electron.builder.yml')) as Record<string, unknown>;
  expect(asar).toBe(true);
  expect(electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});
