// Pages of a document drawn by plain pdf.js in a page of its own: what a sharer shows, and what others are compared with.
import type { Browser, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import type { ReadingDocument } from './readingDocument.ts';

export type PagePicture = { readonly width: number; readonly height: number; readonly png: string };

const ORIGIN = 'https://pictures.invalid';
const FILES = 'node_modules/pdfjs-dist/';

type PdfJs = {
  GlobalWorkerOptions: { workerSrc: string };
  getDocument(options: object): {
    promise: Promise<{
      getPage(number: number): Promise<{
        getViewport(options: { scale: number }): { width: number; height: number };
        render(options: object): { promise: Promise<void> };
      }>;
    }>;
  };
};

/** Pages `from` to `to`, as PNG in Base64. */
export async function drawPages(
  browser: Browser,
  { bytes }: ReadingDocument,
  [from, to]: readonly [number, number],
  size: { readonly width: number; readonly height: number },
): Promise<PagePicture[]> {
  const page = await browser.newPage();
  try {
    await servePdfJs(page, bytes);
    await page.goto(`${ORIGIN}/`);
    return await page.evaluate(
      async ([first, last, { width, height }]) => {
        const address = '/build/pdf.mjs';
        const library = (await import(address)) as PdfJs;
        library.GlobalWorkerOptions.workerSrc = '/build/pdf.worker.mjs';
        const options = { url: '/document.pdf', standardFontDataUrl: '/standard_fonts/', useSystemFonts: false };
        const pdf = await library.getDocument(options).promise;
        const pictures: { width: number; height: number; png: string }[] = [];
        for (let number = first; number <= last; number += 1) {
          const shown = await pdf.getPage(number);
          const canvas = document.createElement('canvas');
          Object.assign(canvas, { width, height });
          // A page on the table is as high as its box to the pixel, and rounded in its width.
          const scale = height / shown.getViewport({ scale: 1 }).height;
          await shown.render({ canvas, viewport: shown.getViewport({ scale }), background: '#ffffff' }).promise;
          pictures.push({ width, height, png: canvas.toDataURL('image/png').split(',')[1] ?? '' });
        }
        return pictures;
      },
      [from, to, size] as const,
    );
  } finally {
    await page.close();
  }
}

async function servePdfJs(page: Page, bytes: Buffer): Promise<void> {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === '/') await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Pages</title>' });
    else if (path === '/document.pdf') await route.fulfill({ contentType: 'application/pdf', body: bytes });
    else {
      const contentType = path.endsWith('.mjs') ? 'text/javascript' : 'application/octet-stream';
      await route.fulfill({ contentType, body: await readFile(FILES + path.slice(1)) });
    }
  });
}
