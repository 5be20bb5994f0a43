// One consultation, the same on the table and over a shared screen: a page each so often, pointing at it, now and then a line.
import { drawingOn } from '../../../tests/support/onTheTable.ts';
import type { TwoPages } from '../media/openPages.ts';
import { pause } from '../measure/progress.ts';

/** Whoever shows. Places are shares of the page. */
export type Desk = {
  turnTo(page: number): Promise<void>;
  point(x: number, y: number): Promise<void>;
  /** From here on pointing draws, or no more. */
  setDrawing(isDrawing: boolean): Promise<void>;
};

export type Plan = { readonly durationMs: number; readonly turnEveryMs: number; readonly pages: number };

const FIRST_MS = 1000;
const STEPS = 60;
const STEP_MS = 40;
/** A line on every third page. */
const LINE_EVERY = 3;

/** @returns how many pages were turned */
export async function consult(desk: Desk, { durationMs, turnEveryMs, pages }: Plan): Promise<number> {
  const beganAtMs = performance.now();
  let turns = 0;
  while ((turns + 1) * turnEveryMs <= durationMs) {
    turns += 1;
    await desk.turnTo((turns % pages) + 1);
    await pause(FIRST_MS);
    await wander(desk, turns);
    if (turns % LINE_EVERY === 1) {
      await desk.setDrawing(true);
      await wander(desk, turns + 1);
      await desk.setDrawing(false);
    }
    await pause(Math.max(0, beganAtMs + turns * turnEveryMs - performance.now()));
  }
  return turns;
}

/** Along a few lines of the page, as a reader's finger goes. */
async function wander(desk: Desk, seed: number): Promise<void> {
  const top = 0.15 + 0.1 * (seed % 6);
  for (let step = 0; step < STEPS; step += 1) {
    const nextMs = performance.now() + STEP_MS;
    await desk.point(0.15 + (0.7 * ((2 * step) % STEPS)) / STEPS, top + (0.04 * step) / STEPS);
    await pause(Math.max(0, nextMs - performance.now()));
  }
}

/** The agent with a document on the table. */
export function tableDesk({ agent }: TwoPages, firstPage: number): Desk {
  let page = firstPage;
  const { mouse } = agent.page;
  return {
    turnTo: async (next) => {
      while (page !== next) {
        const step = next > page ? 1 : -1;
        await agent.button(step > 0 ? 'Next page' : 'Previous page').click();
        page += step;
      }
      await agent.button('Pointer').click();
    },
    point: async (x, y) => {
      const box = await drawingOn(agent, `page ${page}`).boundingBox();
      if (box) await mouse.move(box.x + x * box.width, box.y + y * box.height);
    },
    setDrawing: async (isDrawing) => {
      if (!isDrawing) {
        await mouse.up();
        return;
      }
      await agent.button('Pen').click();
      const box = await drawingOn(agent, `page ${page}`).boundingBox();
      if (box) await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await mouse.down();
    },
  };
}

/** The agent with a shared screen. */
export function screenDesk({ agent }: TwoPages): Desk {
  let drawing = false;
  return {
    turnTo: (page) => agent.page.evaluate((next) => void window.benchScreen.show(next), page),
    point: (x, y) =>
      agent.page.evaluate(([left, top, draws]) => window.benchScreen.point(left, top, draws), [x, y, drawing] as const),
    setDrawing: (isDrawing) => {
      drawing = isDrawing;
      return Promise.resolve();
    },
  };
}
