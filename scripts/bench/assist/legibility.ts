// What a page looks like at the customer's: on the table, and in a shared screen at once and later, against the page itself.
import type { Browser } from '@playwright/test';
import { ssim } from 'ssim.js';
import type { TwoPages } from '../media/openPages.ts';
import { pause, waitFor } from '../measure/progress.ts';
import { ms } from '../measure/statistics.ts';
import { noGoal, type Section, type SectionPicture } from '../report/section.ts';
import { openWorkbench, type Workbench } from './pictureWork.ts';
import type { PagePicture } from './pagePictures.ts';
import { linesOf } from './readingDocument.ts';
import { characterAccuracy, readText, whyNoReader } from './readText.ts';
import { areaOf, frameNow } from './sharedScreen.ts';

export type Looks = {
  readonly table: string;
  readonly atOnce: string;
  readonly settled: string;
  readonly atOnceMs: number;
};

const SETTLED_MS = 5000;
const TURN_LIMIT_MS = 15_000;
/** What is shown in the docs: a piece of prose and the table under it, as shares of the page. */
const CROP = { x: 0.1, y: 0.4, width: 0.5, height: 0.13 } as const;

/** The page as it lies on the customer's table, in the size in which it is there. */
export async function tableLook({ customer }: TwoPages): Promise<PagePicture> {
  return customer.page.locator('[role=document] .picture > canvas').evaluate((element) => {
    const shown = element as HTMLCanvasElement;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: shown.width, height: shown.height });
    canvas.getContext('2d')?.drawImage(shown, 0, 0);
    return { width: shown.width, height: shown.height, png: canvas.toDataURL('image/png').split(',')[1] ?? '' };
  });
}

/** Turns to a page on the shared screen: its first picture that shows it, and the one some seconds later. */
export async function screenLooks(pages: TwoPages, page: number, picture: PagePicture): Promise<Omit<Looks, 'table'>> {
  const { agent, customer } = pages;
  await customer.page.evaluate((wanted) => (window.benchKeep = { page: wanted, kept: [] }), page);
  const turnedAtMs = await agent.page.evaluate((next) => window.benchScreen.show(next), page);
  const first = await waitFor('the page on the shared screen', TURN_LIMIT_MS, () =>
    customer.page.evaluate(() => window.benchKeep?.kept[0]),
  );
  await pause(SETTLED_MS);
  return {
    atOnce: first.png,
    atOnceMs: first.atMs - turnedAtMs,
    settled: await frameNow(pages, areaOf(picture)),
  };
}

type Look = {
  readonly name: string;
  readonly png: string;
  readonly likeness: number;
  readonly accuracy: number | undefined;
};

export async function describeLegibility(
  browser: Browser,
  page: number,
  picture: PagePicture,
  looks: Looks,
): Promise<Pick<Section, 'figures' | 'tables' | 'method'> & { pictures: readonly SectionPicture[] }> {
  const whyNot = whyNoReader();
  if (whyNot !== undefined) console.log(`  characters are not read: ${whyNot}`);
  const bench = await openWorkbench(browser);
  try {
    const compare = (name: string, png: string): Promise<Look> =>
      lookAt(bench, { name, png, page, against: picture.png, canRead: whyNot === undefined });
    const original = await compare('the page itself', picture.png);
    const table = await compare('on the table', looks.table);
    const settled = await compare(`shared screen, ${SETTLED_MS / 1000} s after the turn`, looks.settled);
    const atOnce = await compare(`shared screen, first picture of the page (${ms(looks.atOnceMs)})`, looks.atOnce);
    return {
      figures: [
        noGoal(
          'likeness to the page (SSIM): table, screen later, screen at once',
          [table, settled, atOnce].map(({ likeness }) => likeness.toFixed(3)).join(', '),
        ),
      ],
      tables: [
        {
          caption: `Page ${page}, ${picture.width} × ${picture.height} pixels`,
          header: ['', 'SSIM', 'characters read'],
          rows: [original, table, settled, atOnce].map(({ name, likeness, accuracy }) => [
            name,
            likeness.toFixed(4),
            accuracy === undefined ? 'not read' : `${(100 * accuracy).toFixed(1)} %`,
          ]),
        },
      ],
      method: [
        'Legibility: what the customer’s page has of the same page in the same number of pixels, from the table’s canvas and from the shared screen’s video, against plain pdf.js (SSIM by ssim.js). Characters: Tesseract on the picture enlarged three times, by edits against what is written on the page.',
      ],
      pictures: await Promise.all([
        cropOf(bench, 'legibility-table.png', 'A piece of the page on the table', looks.table),
        cropOf(bench, 'legibility-screen-later.png', 'The same piece in the shared screen, later', looks.settled),
        cropOf(bench, 'legibility-screen-at-once.png', 'The same piece in the shared screen, at once', looks.atOnce),
      ]),
    };
  } finally {
    await bench.close();
  }
}

type Question = { name: string; png: string; page: number; against: string; canRead: boolean };

async function lookAt(bench: Workbench, { name, png, page, against, canRead }: Question): Promise<Look> {
  const [shown, original] = await Promise.all([bench.pixels(png), bench.pixels(against)]);
  const wanted = linesOf(page)
    .map(({ text }) => text)
    .join('\n');
  return {
    name,
    png,
    likeness: ssim(shown, original).mssim,
    accuracy: canRead ? characterAccuracy(readText(await bench.enlarged(png, 3)), wanted) : undefined,
  };
}

async function cropOf(bench: Workbench, file: string, words: string, png: string): Promise<SectionPicture> {
  return { file, words, bytes: await bench.cropped(png, CROP, 2) };
}
