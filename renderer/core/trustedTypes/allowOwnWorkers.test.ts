// Which addresses may become workers.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isOwnWorker } from './allowOwnWorkers.ts';

const page = { href: 'https://calls.example/agent/', protocol: 'https:', host: 'calls.example' };

it('[CSP-1] only a worker of ours may become one', () => {
  for (const own of ['/agent/assets/pdfWorker-CMVLqPiK.js', '/assets/drawWorker-C2Pb_s5U.js']) {
    expect(isOwnWorker(own, page)).toBe(true);
    expect(isOwnWorker(`https://calls.example${own}`, page)).toBe(true);
    expect(isOwnWorker(`https://other.example${own}`, page)).toBe(false);
    expect(isOwnWorker(`http://calls.example${own}`, page)).toBe(false);
    expect(isOwnWorker(`/calls/1${own}`, page)).toBe(false);
  }
  for (const other of [
    'data:text/javascript,1',
    'blob:https://calls.example/1',
    '/agent/assets/index-BMJd62hS.js',
    'javascript:1',
    '',
  ]) {
    expect(isOwnWorker(other, page)).toBe(false);
  }
});

it('[CSP-2] no page makes markup of text', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(svelte|ts)$/.test(file) && !file.startsWith('paraglide') && !file.endsWith('.test.ts'),
  );
  expect(files.length).toBeGreaterThan(200);
  const making =
    /\{@html|\.(inner|outer)HTML\b|insertAdjacentHTML|createContextualFragment|document\.write|\.srcdoc|setHTMLUnsafe/;
  expect(files.filter((file) => making.test(readFileSync(join('renderer', file), 'utf8')))).toEqual([]);
});
