// Addresses to files: the built pages and nothing else.
import { expect, test } from 'vitest';
import { locatePageFile } from './locatePageFile.ts';
import { isOwnPage } from './pageAddress.ts';

const ROOT = '/app/out/agent';

test.each([
  ['visavis-app://agent/index.html', '/app/out/agent/index.html', 'text/html; charset=utf-8'],
  ['visavis-app://agent/', '/app/out/agent/index.html', 'text/html; charset=utf-8'],
  [
    'visavis-app://agent/assets/main-x1.js?v=2#top',
    '/app/out/agent/assets/main-x1.js',
    'text/javascript; charset=utf-8',
  ],
  ['visavis-app://agent/sounds/ring%20soft.ogg', '/app/out/agent/sounds/ring soft.ogg', 'audio/ogg'],
  ['visavis-app://agent/model.bin', '/app/out/agent/model.bin', 'application/octet-stream'],
])('[HOST-6] serves %s', (url, file, contentType) => {
  expect(locatePageFile(url, ROOT)).toEqual({ file, contentType });
});

test.each([
  'visavis-app://agent/%2e%2e%2f%2e%2e%2fmain/index.js',
  'visavis-app://agent/assets/..%2f..%2f..%2fpackage.json',
  'visavis-app://agent/..%5c..%5cmain%5cindex.js',
  'visavis-app://agent/C:%2fWindows%2fwin.ini',
  'visavis-app://agent/index.html%00.png',
  'visavis-app://agent/%E0%A4%A',
  'visavis-app://elsewhere/index.html',
  'visavis-app://agent.evil.example/index.html',
  'visavis-app://user@agent/index.html',
  'https://agent/index.html',
  'file:///etc/passwd',
  'nonsense',
])('[HOST-6] does not serve %s', (url) => {
  expect(locatePageFile(url, ROOT)).toBeUndefined();
});

test('[HOST-6] plain dots are resolved before they reach the disk', () => {
  expect(locatePageFile('visavis-app://agent/../../package.json', ROOT)?.file).toBe('/app/out/agent/package.json');
  expect(locatePageFile('visavis-app://agent//etc/passwd', ROOT)?.file).toBe('/app/out/agent/etc/passwd');
});

test('[HOST-6] knows its own page from a stranger', () => {
  expect(isOwnPage('visavis-app://agent/index.html?lang=fr')).toBe(true);
  for (const url of ['visavis-app://agent2/', 'visavis-app-x://agent/', 'https://visavis.example/', 'null', ''])
    expect(isOwnPage(url)).toBe(false);
});
