// How long until the other side sees it: a page turned, a point drawn.
import { draw, tableOf } from '../../../tests/support/onTheTable.ts';
import type { TwoPages } from '../media/openPages.ts';
import { pause, repeat } from '../measure/progress.ts';
import type { ReadingDocument } from './readingDocument.ts';
import { typeLetters } from './liveLetters.ts';
import { focusSheet, PAGE_LIMIT_MS, putOnTable } from './tableCall.ts';
import { actedAtMs, forgetSeen, seenAtMs } from './watchPages.ts';
import { pointDelays } from './watchStrokes.ts';

export type Delays = {
  /** To the page before or after. */
  readonly turnsMs: readonly number[];
  /** To a page far away, by its number. */
  readonly jumpsMs: readonly number[];
  readonly pointsMs: readonly number[];
  /** Typed live. */
  readonly lettersMs: readonly number[];
};
export type Counts = {
  readonly turns: number;
  readonly jumps: number;
  readonly strokes: number;
  readonly letters: number;
};

const NAME = 'latency.pdf';
const LIMIT_MS = 120_000;
/** The quickest that somebody turns pages who looks at them. */
const LOOK_MS = 350;
const JUMP = 7;

export async function measureDelays(pages: TwoPages, shown: ReadingDocument, counts: Counts): Promise<Delays> {
  await putOnTable(pages, NAME, shown);
  await focusSheet(pages, NAME);
  await pause(1000);
  const turnsMs = await turnPages(pages, shown, counts.turns);
  const jumpsMs = await jumpPages(pages, shown, counts.jumps);
  const pointsMs = await drawStrokes(pages, counts.strokes);
  return { turnsMs, jumpsMs, pointsMs, lettersMs: await typeLetters(pages, counts.letters) };
}

/** Through the document and back, over and over. */
async function turnPages(pages: TwoPages, { pages: last }: ReadingDocument, count: number): Promise<number[]> {
  const delays: number[] = [];
  let page = 1;
  let step = 1;
  await repeat({ name: 'turn', count, limitMs: LIMIT_MS }, async () => {
    if (page + step < 1 || page + step > last) step = -step;
    page += step;
    delays.push(await timed(pages, page, () => pages.agent.page.keyboard.press(step > 0 ? 'PageDown' : 'PageUp')));
    await pause(LOOK_MS);
    return '';
  });
  return delays;
}

async function jumpPages(pages: TwoPages, { pages: last }: ReadingDocument, count: number): Promise<number[]> {
  const delays: number[] = [];
  const box = tableOf(pages.agent, NAME).getByRole('textbox', { name: 'Page', exact: true });
  let page = Number(await box.inputValue());
  await repeat({ name: 'jump', count, limitMs: LIMIT_MS }, async () => {
    page = ((page + JUMP - 1) % last) + 1;
    await box.fill(String(page));
    delays.push(await timed(pages, page, () => box.press('Enter')));
    await pause(LOOK_MS);
    return '';
  });
  return delays;
}

async function timed({ agent, customer }: TwoPages, page: number, act: () => Promise<void>): Promise<number> {
  await forgetSeen(customer.page);
  await act();
  const atMs = await seenAtMs(customer.page, page, PAGE_LIMIT_MS);
  return atMs - (await actedAtMs(agent.page));
}

/** Slanted lines one below the other, with the pen. */
async function drawStrokes({ agent, customer }: TwoPages, count: number): Promise<number[]> {
  const page = await tableOf(agent, NAME).getByRole('textbox', { name: 'Page', exact: true }).inputValue();
  await agent.button('Pen').click();
  await Promise.all([
    agent.page.evaluate(() => void (window.benchDrawn = [])),
    customer.page.evaluate(() => void (window.benchPainted = [])),
  ]);
  await repeat({ name: 'stroke', count, limitMs: LIMIT_MS }, async (index) => {
    const y = 0.1 + (0.8 * index) / count;
    await draw(agent, `page ${page}`, [
      [0.15, y],
      [0.5, y + 0.02],
      [0.85, y],
    ]);
    await pause(LOOK_MS);
    return '';
  });
  await pause(1000);
  const drawn = await agent.page.evaluate(() => window.benchDrawn);
  const painted = await customer.page.evaluate(() => window.benchPainted);
  await agent.button('Clear').click();
  return pointDelays(drawn, painted);
}
