// Ada draws and is sent a file while a colleague joins, and draws while they leave: what each page shows of it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, type Locator } from '@playwright/test';
import type { AgentPage } from './agentPage.ts';
import type { CustomerPage } from './customerPage.ts';
import { numberedPdf } from './documents.ts';
import { draw, drawingOn, expectPage, marksOn, putDocument, type Side } from './onTheTable.ts';
import { takePicture } from './takePicture.ts';
import { addColleague, directly, through } from './together.ts';

export type Three = { readonly alex: AgentPage; readonly customer: CustomerPage; readonly billie: AgentPage };

const strokes = (side: Side): Locator => drawingOn(side, 'page 1').locator('path');

/** `path`: a file that takes longer to send than to press a button. */
export async function shareWhileJoining({ alex, customer, billie }: Three, path: string): Promise<void> {
  await putDocument(alex, { name: 'offer.pdf', buffer: await numberedPdf({ pages: 3 }) });
  await expectPage(customer, 'offer.pdf', 1);
  await addColleague(alex, /Billie Durand/);
  await expect(billie.incoming).toBeVisible();
  await customer.button('Chat').click();
  await customer.button('Pen').click();
  await beginStroke(customer, [0.2, 0.2], [0.5, 0.3]);
  await expect(strokes(alex)).toHaveCount(1);
  const hadFile = hadFileAtSwitch(customer);
  await sendLarge(alex, path);
  await billie.answer();
  for (const { page } of [alex, customer, billie]) await expect(through(page)).toBeVisible();
  expect(await hadFile, 'the file was there before the room').toBe(false);
  await expect(strokes(billie)).toHaveCount(1);
  await finishStroke(customer);
  for (const side of [alex, customer, billie]) await expect(marksOn(side, 'page 1')).toHaveCount(1);
  const [download] = await Promise.all([customer.page.waitForEvent('download'), customer.button('Save').click()]);
  expect(hash(await download.path())).toBe(hash(path));
  await takePicture(customer.page, 'conferenceTable-customer');
  await takePicture(billie.page, 'conferenceTable-colleague');

  await beginStroke(customer, [0.2, 0.5], [0.6, 0.6]);
  await expect(strokes(billie)).toHaveCount(2);
  await billie.button('Leave').click();
  for (const { page } of [alex, customer]) await expect(directly(page)).toBeAttached();
  await finishStroke(customer);
  await expect(marksOn(alex, 'page 1')).toHaveText(['Pen by Ada, Blue', 'Pen by Ada, Blue']);
  const shapes = [alex, customer].map((side) =>
    strokes(side).evaluateAll((all) => all.map((path) => path.getAttribute('d'))),
  );
  const [seen, drawn] = await Promise.all(shapes);
  expect(seen).toEqual(drawn);
}

type Place = readonly [number, number];

async function beginStroke(customer: CustomerPage, from: Place, to: Place): Promise<void> {
  await draw(customer, 'page 1', [from, to], { lift: false });
}

async function sendLarge(alex: AgentPage, path: string): Promise<void> {
  await alex.button('Chat').click();
  const [chooser] = await Promise.all([alex.page.waitForEvent('filechooser'), alex.button('Send a file').click()]);
  await chooser.setFiles(path);
}

/** Watched from within the page: from outside a stalled machine looks too late. */
function hadFileAtSwitch({ page }: CustomerPage): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const timer = setInterval(() => {
          if (!document.body.textContent.includes('Through the service')) return;
          clearInterval(timer);
          resolve([...document.querySelectorAll('button')].some(({ textContent }) => textContent.includes('Save')));
        }, 20);
      }),
  );
}

async function finishStroke({ page }: CustomerPage): Promise<void> {
  await page.mouse.move(600, 500, { steps: 5 });
  await page.mouse.up();
}

const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
