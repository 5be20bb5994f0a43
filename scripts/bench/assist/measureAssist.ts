// Documents on the table, over the wire and on the screen: how late, how heavy, how legible, how smooth.
import { startServer } from '../../../tests/support/signallingServer.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { connectCall, endCall } from '../media/oneCall.ts';
import { launchBrowser, type TwoPages } from '../media/openPages.ts';
import type { Section } from '../report/section.ts';
import { describeDelays, type Near, type PoorDelays } from './describeDelays.ts';
import { measureDelays, type Counts } from './latency.ts';
import { describeLegibility, screenLooks, tableLook } from './legibility.ts';
import { describeManyPages, measureManyPages } from './manyPages.ts';
import { consultAtTable, consultOverScreen, describeBytes, planOf } from './measureBytes.ts';
import { drawPages } from './pagePictures.ts';
import { startPoorLine, whyNoPoorLine } from './poorLine.ts';
import { anotherCopy, readingDocument, type ReadingDocument } from './readingDocument.ts';
import { readBytes } from './sentBytes.ts';
import { openTableCall, putOnTable, showPage } from './tableCall.ts';

const PAGES = 20;
/** A contract with the fonts it brings. */
const ORDINARY_BYTES = 300_000;
const LARGE_BYTES = 5_000_000;
const READ_PAGE = 7;
/** The page of the document is then as large as on a screen of 1080 lines. */
const LARGE_VIEW = { width: 1600, height: 1250 } as const;
const RING_MS = 300;

export async function measureAssist(): Promise<Section> {
  const shown = await readingDocument(PAGES, { unseenBytes: ORDINARY_BYTES });
  const counts: Counts = { turns: countFromEnv('VISAVIS_BENCH_TURNS', 100), jumps: 25, strokes: 6, letters: 100 };
  const { near, others } = await measureHere(shown, counts);
  const poor = await measurePoor(shown, counts);
  const delays = describeDelays(near, poor);
  const parts = [delays, ...others];
  return {
    id: 'assist',
    title: 'Documents on the table',
    figures: parts.flatMap(({ figures }) => figures),
    tables: parts.flatMap(({ tables }) => tables),
    method: parts.flatMap(({ method }) => method),
    pictures: others.flatMap(({ pictures = [] }) => pictures),
  };
}

type Part = Pick<Section, 'figures' | 'tables' | 'method' | 'pictures'>;

/** Everything on this machine alone. */
async function measureHere(shown: ReadingDocument, counts: Counts): Promise<{ near: Near; others: readonly Part[] }> {
  const server = await startServer();
  const browser = await launchBrowser();
  try {
    const pages = await openTableCall(server.origin, browser);
    const large = await readingDocument(PAGES, { pictureBytes: LARGE_BYTES });
    const firstPagesMs = await firstPages(pages, large);
    console.log('  pages and points …');
    const near = { ...(await measureDelays(pages, shown, counts)), firstPagesMs, largeBytes: large.bytes.length };
    const plan = planOf(PAGES);
    console.log('  a consultation at the table …');
    const atTable = await consultAtTable(pages, anotherCopy(shown, 1), plan);
    await pages.customer.page.setViewportSize(LARGE_VIEW);
    await showPage(pages, 'consultation.pdf', READ_PAGE);
    const onTable = await tableLook(pages);
    await pages.customer.page.setViewportSize({ width: 1280, height: 720 });
    console.log('  200 pages …');
    const many = await measureManyPages(pages);
    await endCall(pages);
    await connectCall(pages, 'video', RING_MS);
    const pictures = await drawPages(browser, shown, [1, PAGES], onTable);
    console.log('  the same consultation over a shared screen …');
    const screen = await consultOverScreen(pages, pictures, plan);
    const [first] = pictures;
    const page = pictures[READ_PAGE - 1];
    if (!first || !page) throw new Error('a page is missing');
    const looks = { ...(await screenLooks(pages, READ_PAGE, page)), table: onTable.png };
    const durationS = plan.durationMs / 1000;
    return {
      near,
      others: [
        describeBytes({ ...atTable, screen, durationS, fileBytes: shown.bytes.length }),
        await describeLegibility(browser, READ_PAGE, page, looks),
        describeManyPages(many),
      ],
    };
  } finally {
    await browser.close();
    await server.dispose();
  }
}

/** The first of a call has pdf.js still to be loaded from the server; each is another file. */
async function firstPages(pages: TwoPages, large: ReadingDocument): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < countFromEnv('VISAVIS_BENCH_FILES', 7); index += 1) {
    times.push(await putOnTable(pages, `large ${index}.pdf`, anotherCopy(large, index)));
    console.log(`  first page ${index + 1}: ${times.at(-1)?.toFixed(0) ?? ''} ms`);
  }
  return times;
}

async function measurePoor(shown: ReadingDocument, counts: Counts): Promise<PoorDelays> {
  const whyNot = whyNoPoorLine();
  if (whyNot !== undefined) return { whyNot };
  const line = await startPoorLine();
  const browser = await launchBrowser();
  try {
    const pages = await openTableCall(line.server.origin, browser);
    console.log('  pages and points over a poor line …');
    const delays = await measureDelays(pages, shown, counts);
    return { delays, roundTripMs: (await readBytes(pages.agent.page)).roundTripMs };
  } finally {
    await browser.close();
    await line.close();
  }
}
