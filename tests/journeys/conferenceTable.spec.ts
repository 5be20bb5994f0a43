// What lies on the table of a call of two that becomes one of three and of two again: nothing of it is lost on the way.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import type { AgentPage } from '../support/agentPage.ts';
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { numberedPdf } from '../support/documents.ts';
import { colleague } from '../support/handOn.ts';
import { NO_WORKER } from '../support/inRoom.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { draw, drawingOn, expectPage, marksOn, putDocument, type Side } from '../support/onTheTable.ts';
import { takePicture } from '../support/takePicture.ts';
import { addColleague, directly, ROOMS_ENV, through } from '../support/together.ts';

test.use({ serverEnv: ROOMS_ENV ?? {} });
test.skip(ROOMS_ENV === undefined, NO_WORKER);

const LARGE = 'large.pdf';
const strokes = (side: Side): Locator => drawingOn(side, 'page 1').locator('path');

test('[ASSIST-15][ASSIST-17][ASSIST-19][MEDIA-15] a stroke and a file under way as a colleague joins, and a stroke as they leave, are whole on all pages', async ({
  cast,
}, testInfo) => {
  const path = testInfo.outputPath(LARGE);
  writeFileSync(path, await numberedPdf({ pages: 10, bytes: 10_000_000 }));
  const { agent: alex, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const billie = await colleague(cast);
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
});

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
