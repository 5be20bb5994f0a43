// A search over the pages of a document that grows while it runs.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenDocument } from '../../core/documents/document.ts';
import { letteringInNode } from '../../../tests/support/documents/nodeDocument.ts';
import { openText } from '../../core/documents/text/openText.ts';
import { MAX_HITS, SheetSearch } from './sheetSearch.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const { fonts } = await letteringInNode();

async function documentOf(text: string): Promise<OpenDocument> {
  const opened = await openText(new TextEncoder().encode(text), () => Promise.resolve(fonts));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

async function look(search: SheetSearch, query: string): Promise<void> {
  const done = search.look(query);
  await vi.runAllTimersAsync();
  await done;
}

test('[DOC-10] finds every page with the words, and goes round', async () => {
  const search = new SheetSearch(await documentOf('a heron\fnothing\fthe HERON and the héron'));
  await look(search, 'heron');
  expect(search.hits.map(({ page }) => page)).toEqual([1, 3, 3]);
  expect([search.step(1)?.page, search.step(1)?.page, search.step(1)?.page, search.step(1)?.page]).toEqual([
    1, 3, 3, 1,
  ]);
  expect(search.step(-1)?.page).toBe(3);
  expect(search.searching).toBeUndefined();
});

test('[DOC-10] going back first goes to the last match', async () => {
  const search = new SheetSearch(await documentOf('one\fone'));
  await look(search, 'one');
  expect(search.step(-1)?.page).toBe(2);
});

test('[DOC-10] other words begin anew, and what was on its way is dropped', async () => {
  const search = new SheetSearch(await documentOf('first\fsecond'));
  const old = search.look('first');
  const next = search.look('second');
  await vi.runAllTimersAsync();
  await Promise.all([old, next]);
  expect(search.hits.map(({ found }) => found)).toEqual(['second']);
  search.clear();
  expect(search.hits).toEqual([]);
});

test('[DOC-10] stops at so many matches, and knows a document without text', async () => {
  const many = new SheetSearch(await documentOf('x '.repeat(5_000)));
  await look(many, 'x');
  expect(many.hits).toHaveLength(MAX_HITS);
  const scan = new SheetSearch({ ...(await documentOf('x')), textOf: () => Promise.resolve({ ok: true, value: [] }) });
  await look(scan, 'x');
  expect([scan.hits.length, scan.hasText]).toEqual([0, false]);
});
