// A call in which a document lies on the table, as the bench needs it: both pages watched.
import { expect, type Browser } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putDocument, tableOf } from '../../../tests/support/onTheTable.ts';
import { connectCall } from '../media/oneCall.ts';
import { openPages, type TwoPages } from '../media/openPages.ts';
import { pause } from '../measure/progress.ts';
import type { ReadingDocument } from './readingDocument.ts';
import { actedAtMs, forgetSeen, seenAtMs, teachReading, watchInput, watchPages } from './watchPages.ts';
import { watchDrawing, watchPainting } from './watchStrokes.ts';

const RING_MS = 300;
export const PAGE_LIMIT_MS = 60_000;
/** The quickest that somebody finds a file among others. */
const PICK_MS = 700;

export async function openTableCall(origin: string, browser: Browser): Promise<TwoPages> {
  const pages = await openPages(origin, { agent: browser, customer: browser });
  await connectCall(pages, 'video', RING_MS);
  await Promise.all([teachReading(pages.agent.page), teachReading(pages.customer.page)]);
  await watchInput(pages.agent.page);
  await watchPages(pages.customer.page);
  await watchDrawing(pages.agent.page);
  await watchPainting(pages.customer.page);
  await expect(pages.agent.button('Share')).toBeEnabled();
  return pages;
}

/** @returns from the choice of the file to its first page on the other side */
export async function putOnTable(
  { agent, customer }: TwoPages,
  name: string,
  { bytes }: ReadingDocument,
): Promise<number> {
  await forgetSeen(customer.page);
  const folder = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  try {
    // From a disk, as a person's: what is handed over in memory is decoded in the page first.
    const path = join(folder, name);
    writeFileSync(path, bytes);
    await putDocument(agent, { path }, () => pause(PICK_MS));
    const atMs = await seenAtMs(customer.page, 1, PAGE_LIMIT_MS);
    const choseAtMs = await actedAtMs(agent.page);
    await expect(tableOf(agent, name).locator('[role=document] canvas').first()).toBeVisible();
    return atMs - choseAtMs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Keys go to the page of the document. */
export async function focusSheet({ agent }: TwoPages, name: string): Promise<void> {
  await tableOf(agent, name)
    .getByRole('region', { name: new RegExp(`^${name}`) })
    .first()
    .focus();
}

/** Turns to a page by its number and waits until the customer has it, and nothing more is drawn larger. */
export async function showPage({ agent, customer }: TwoPages, name: string, page: number): Promise<void> {
  await forgetSeen(customer.page);
  const box = tableOf(agent, name).getByRole('textbox', { name: 'Page', exact: true });
  await box.fill(String(page));
  await box.press('Enter');
  await seenAtMs(customer.page, page, PAGE_LIMIT_MS);
  const canvas = customer.page.locator('[role=document] .picture > canvas');
  await expect
    .poll(() => canvas.evaluate((shown) => Math.abs((shown as HTMLCanvasElement).height - shown.clientHeight)))
    .toBeLessThan(3);
}
