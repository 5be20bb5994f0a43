// Documents in a real browser under the server's real policy: what is shown, and that hostile files do no harm.
import { expect, test as base, type Page } from '@playwright/test';
import { Buffer } from 'node:buffer';
import { startDocumentBench, type DocumentBench } from '../support/documentBench.ts';
import * as files from '../support/documents.ts';
import { finding } from '../support/documents/findings.ts';
import { xfaPdf } from '../support/documents/formFiles.ts';
import { longestSilence } from '../support/pageSilence.ts';

const test = base.extend<{ sheet: Page }, { bench: DocumentBench }>({
  bench: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const bench = await startDocumentBench();
      await use(bench);
      await bench.dispose();
    },
    { scope: 'worker' },
  ],
  sheet: async ({ page, bench }, use) => {
    const troubles: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('dialog', (dialog) => {
      troubles.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(bench.server.origin)) troubles.push(request.url());
    });
    await page.goto(bench.server.origin);
    await use(page);
    expect(troubles.filter((trouble) => !trouble.startsWith('blob:'))).toEqual([]);
  },
});

const region = (page: Page): ReturnType<Page['getByRole']> => page.getByRole('region');
const drawnPage = (page: Page): ReturnType<Page['locator']> => region(page).locator('canvas').first();

test('[DOC-16] a page is drawn, named, and its text can be selected', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, await files.numberedPdf({ pages: 20, bytes: 5_000_000 }), 'contract.pdf')).toBe(
    'shown',
  );
  await expect(sheet.getByRole('region', { name: 'contract.pdf, page 1 of 20' })).toBeVisible();
  await expect(drawnPage(sheet)).toBeVisible();
  const words = region(sheet).getByText(files.wordsOf(1));
  await words.selectText();
  expect(await sheet.evaluate(() => getSelection()?.toString())).toBe(files.wordsOf(1));
  const [text, picture] = [await words.boundingBox(), await drawnPage(sheet).boundingBox()];
  // Where it is in the picture: 72 points from the left of 595, 357 points wide.
  expect(((text?.x ?? 0) - (picture?.x ?? 0)) / (picture?.width ?? 1)).toBeCloseTo(72 / 595, 2);
  expect((text?.width ?? 0) / (picture?.width ?? 1)).toBeCloseTo(357.6 / 595, 2);
});

test('[DOC-9] the next page is there at once, by button, field and key', async ({ sheet, bench }) => {
  await bench.show(sheet, await files.numberedPdf({ pages: 20, bytes: 5_000_000 }), 'contract.pdf');
  await sheet.getByRole('button', { name: 'Next page' }).click();
  await expect(region(sheet).getByText(files.wordsOf(2))).toBeAttached();
  await sheet.getByRole('textbox', { name: 'Page', exact: true }).fill('15');
  await sheet.keyboard.press('Enter');
  await expect(region(sheet).getByText(files.wordsOf(15))).toBeAttached();
  await region(sheet).focus();
  await sheet.keyboard.press('PageUp');
  await expect(region(sheet).getByText(files.wordsOf(14))).toBeAttached();
  await expect(sheet.getByRole('button', { name: 'Page 14', exact: true })).toHaveAttribute('aria-current', 'page');
});

test('[DOC-11] a near page is drawn as sharp as the screen', async ({ sheet, bench }) => {
  await bench.show(sheet, await files.numberedPdf({ pages: 1 }), 'letter.pdf');
  await expect(drawnPage(sheet)).toBeVisible();
  for (let step = 0; step < 5; step += 1) await sheet.getByRole('button', { name: 'Zoom in' }).click();
  const detail = region(sheet).locator('canvas').nth(1);
  // One for an earlier zoom may still be there.
  await expect
    .poll(() =>
      detail.evaluate(
        (canvas: HTMLCanvasElement) => canvas.width / (canvas.getBoundingClientRect().width * devicePixelRatio),
      ),
    )
    .toBeGreaterThan(0.98);
  await region(sheet).focus();
  await sheet.keyboard.press('0');
  await expect(sheet.getByText('100%')).toBeVisible();
});

test('[DOC-10] a search finds its page and marks the words there', async ({ sheet, bench }) => {
  await bench.show(sheet, await files.numberedPdf({ pages: 30 }), 'book.pdf');
  await region(sheet).focus();
  await sheet.keyboard.press('Control+f');
  await sheet.getByRole('textbox', { name: 'Words to look for' }).fill('HERON of page 23');
  await expect(sheet.getByText('Matches: 1')).toBeVisible();
  await sheet.getByRole('list', { name: 'Matches' }).getByRole('button').click();
  await expect(sheet.getByRole('region', { name: 'book.pdf, page 23 of 30' })).toBeVisible();
  await expect(region(sheet).locator('mark')).toHaveText('heron of page 23');
  await sheet.keyboard.press('Escape');
  await expect(region(sheet).locator('mark')).toHaveCount(0);
});

test('[DOC-18] of 200 pages only those in sight exist', async ({ sheet, bench }) => {
  await bench.show(sheet, await files.numberedPdf({ pages: 200 }), 'long.pdf');
  await expect(drawnPage(sheet)).toBeVisible();
  await region(sheet).focus();
  await sheet.keyboard.press('End');
  await expect(region(sheet).getByText(files.wordsOf(200))).toBeAttached();
  const thumbnails = sheet.getByRole('navigation', { name: 'Pages' }).getByRole('button');
  await expect(thumbnails.last()).toHaveAccessibleName('Page 200');
  expect(await thumbnails.count()).toBeLessThan(15);
  expect(await sheet.locator('canvas').count()).toBeLessThan(20);
});

test('[DOC-15] a form is filled in, and a field that Anna is in only shows', async ({ sheet, bench }) => {
  await bench.show(sheet, await files.formPdf(), 'form.pdf');
  const name = sheet.getByRole('textbox', { name: 'name' });
  await name.fill('Zoë Müller');
  await sheet.getByRole('checkbox', { name: 'terms' }).check();
  await sheet.getByRole('radio', { name: 'post: electronic' }).check();
  await sheet.getByRole('combobox', { name: 'canton' }).selectOption('Genève');
  expect(await bench.values(sheet)).toEqual({
    'person.name': 'Zoë Müller',
    terms: 'Yes',
    post: 'electronic',
    canton: 'Genève',
  });
  await bench.lock(sheet, 'person.name');
  await expect(sheet.getByText('Anna is filling this in')).toBeVisible();
  await expect(name).not.toBeEditable();
  await expect(sheet.getByRole('textbox', { name: 'remarks' })).toBeEditable();
});

test('[DOC-13] [DOC-21] the browser makes the agreed file of a form, and proves that it shows the same', async ({
  sheet,
  bench,
}) => {
  const fields = {
    'person.name': 'Мария Łukasz',
    remarks: '東京 gut gelesen',
    terms: 'Yes',
    post: 'paper',
    canton: 'Genève',
  };
  const made = await bench.agree(sheet, await files.formPdf(), fields);
  if ('problem' in made) throw new Error(made.problem);
  expect(made.proof).toEqual({ ok: true });
  expect(await bench.show(sheet, Buffer.from(made.file, 'base64'), 'result.pdf')).toBe('shown');
  await expect(region(sheet).getByText('Мария Łukasz')).toBeAttached();
  await expect(drawnPage(sheet)).toBeVisible();
  await expect(region(sheet).getByRole('textbox')).toHaveCount(0);
});

test('[DOC-21] one digit that differs from what is seen is found', async ({ sheet, bench }) => {
  const form = await files.formPdf();
  const fields = { 'person.name': 'Pay 1,000 EUR' };
  expect(await bench.agree(sheet, form, fields, { 'person.name': 'Pay 0,100 EUR' })).toMatchObject({
    proof: { ok: false, problem: 'looksDifferent', page: 1 },
  });
});

test('[DOC-4] a picture is shown whole, and one of too many pixels is refused', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, files.stripedPng(600, 300), 'photo.png')).toBe('shown');
  const colours = await drawnPage(sheet).evaluate((canvas: HTMLCanvasElement) =>
    [1, 3, 5].map((sixth) => [
      ...(canvas
        .getContext('2d')
        ?.getImageData((canvas.width * sixth) / 6, 20, 1, 1)
        .data.slice(0, 3) ?? []),
    ]),
  );
  expect(colours).toEqual([
    [200, 40, 40],
    [40, 160, 60],
    [40, 60, 200],
  ]);
  expect(await bench.show(sheet, files.pngHead(60_000, 60_000), 'bomb.png')).toBe('pictureTooLarge');
});

test('[DOC-4] [DOC-21] a picture stands as it is seen, in the colours that are seen, on the table and in the agreed file', async ({
  sheet,
  bench,
}) => {
  for (const bytes of [finding('png-exif-orientation-6.png'), finding('cmyk.jpg'), files.darkenedPng(60, 40)]) {
    const made = await bench.agree(sheet, bytes, {});
    if ('problem' in made) throw new Error(made.problem);
    expect(made.proof).toEqual({ ok: true });
  }
  // The browser turns this picture of 120 × 80 upright.
  const shown = await sheet.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    return width / height;
  }, finding('png-exif-orientation-6.png').toString('base64'));
  await bench.show(sheet, finding('png-exif-orientation-6.png'), 'photo.png');
  const box = await drawnPage(sheet).boundingBox();
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(shown, 1);
});

test('[DOC-3] a form that only other programs can fill in says so, before anybody waits for its fields', async ({
  sheet,
  bench,
}) => {
  expect(await bench.show(sheet, xfaPdf(), 'xfa.pdf')).toBe('shown');
  expect(await bench.notice(sheet)).toBe('xfaForm');
  await bench.show(sheet, await files.formPdf(), 'form.pdf');
  expect(await bench.notice(sheet)).toBeUndefined();
});

test('[FORM-6] what stands in a field is drawn as in the agreed file, also in its own words', async ({
  sheet,
  bench,
}) => {
  await bench.show(sheet, finding('dropdown-editable.pdf'), 'city.pdf');
  await sheet.getByRole('combobox', { name: 'City' }).fill('Somewhere else');
  expect(await bench.values(sheet)).toEqual({ City: 'Somewhere else' });
  await bench.show(sheet, finding('long-field-names.pdf'), 'long.pdf');
  await expect(sheet.getByText('its name is too long to be shared').first()).toBeVisible();
  await expect(sheet.getByRole('textbox', { name: /Street And Number Line One/i })).not.toBeEditable();
  await bench.show(sheet, finding('calculated-total.pdf'), 'total.pdf');
  await expect(sheet.getByRole('textbox', { name: 'Total (calculated by the form, not here)' })).toBeVisible();
});

test('[DOC-4] HEIC is refused with its own reason where the browser cannot decode it', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'photo.jpg')).toBe(
    'heicUnsupported',
  );
});

test('[DOC-6] a bomb is stopped, and the page stays alive', async ({ sheet, bench }) => {
  const idle = await sheet.context().newPage();
  let silence = 0;
  // When the whole machine stalls, no page is to blame.
  const machineSilence = await longestSilence(idle, async () => {
    silence = await longestSilence(sheet, async () => {
      await bench.show(sheet, files.flateBombPdf(), 'bomb.pdf');
      await expect(sheet.getByRole('alert')).toContainText('too much memory');
    });
  });
  await idle.close();
  expect(silence - machineSilence).toBeLessThan(1_500);
  expect(await bench.show(sheet, await files.numberedPdf({ pages: 1 }), 'letter.pdf')).toBe('shown');
  await expect(region(sheet).getByText(files.wordsOf(1))).toBeAttached();
});

test('[DOC-6] a page that floods takes no other page with it', async ({ sheet, bench }) => {
  await bench.show(sheet, files.instructionFloodPdf(), 'flood.pdf');
  await expect(sheet.getByRole('alert')).toContainText('too much memory');
  await sheet.getByRole('button', { name: 'Next page' }).click();
  await expect(region(sheet).getByText('A page that is well')).toBeAttached();
  await expect(drawnPage(sheet)).toBeVisible();
});

test('[DOC-6] pages and pictures of absurd size are shown as far as they can be', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, files.hugeBoxPdf(), 'town.pdf')).toBe('shown');
  await expect(drawnPage(sheet)).toBeVisible();
  expect(await bench.show(sheet, files.hugePicturePdf(), 'poster.pdf')).toBe('shown');
  await expect(drawnPage(sheet)).toBeVisible();
});

test('[DOC-8] scripts, programs and links in a PDF do nothing', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, files.activePdf(), 'active.pdf')).toBe('shown');
  await expect(region(sheet).getByText('Active, and harmless here')).toBeAttached();
  await drawnPage(sheet).click({ force: true });
  await expect(region(sheet).getByRole('link')).toHaveCount(0);
  expect(new URL(sheet.url()).pathname).toBe('/');
});

test('[DOC-17] what cannot be opened says why', async ({ sheet, bench }) => {
  expect(await bench.show(sheet, await files.lockedPdf(), 'locked.pdf')).toBe('passwordProtected');
  expect(await bench.show(sheet, files.brokenPdf(), 'broken.pdf')).toBe('pdfBroken');
  expect(await bench.show(sheet, files.endlessIndexPdf(), 'endless.pdf')).toBe('tooManyPages');
  expect(await bench.show(sheet, await files.brokenTablePdf(), 'mended.pdf')).toBe('shown');
  expect(await bench.show(sheet, files.deepIndexPdf(), 'deep.pdf')).toBe('shown');
  await bench.show(sheet, files.circularIndexPdf(), 'circle.pdf');
  await expect(sheet.getByRole('alert')).toContainText('cannot be shown');
});

test('[DOC-1] [DOC-2] files in disguise are refused', async ({ sheet, bench }) => {
  for (const bytes of Object.values(await files.polyglots()))
    expect(await bench.show(sheet, bytes, 'invoice.pdf')).not.toBe('shown');
  expect(await bench.show(sheet, files.SVG_WITH_SCRIPT, 'picture.png')).toBe('markup');
  expect(await bench.show(sheet, files.stripedPng(30, 30), 'really-a-picture.pdf')).toBe('shown');
});
