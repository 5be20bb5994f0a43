// Three pages that go into a room at once: when each sees both others. In a real browser, on the real media process.
import { chromium, type Browser, type Page } from '@playwright/test';
import type { RoomsWindow } from '../../../renderer/testing/rooms/roomsPage.ts';
import type { RoomAsk, RoomTell } from '../../../signalling/protocol/index.ts';
import { ALL_RIGHTS, allHear, openRooms, type RoomBench } from '../../../signalling/testing/roomBench.ts';
import { buildAndServe } from '../../../tests/support/builtPage.ts';
import { headlessShell } from '../../../tests/support/chromium.ts';
import { openBareRooms } from './bareJoins.ts';
import { repeat, within } from '../measure/progress.ts';
import { ms } from '../measure/statistics.ts';

const NAMES = ['ada', 'ben', 'cyd'];
const LIMIT_MS = 50_000;
const ONE_LIMIT_MS = 20_000;

/** From when the last of the three goes in to the last first picture, in ms, of each run. */
export type Joins = { readonly ours: readonly number[]; readonly bare: readonly number[] };

/** In turns with mediasoup and its client alone. */
export async function measureJoins(workerFile: string, runs: number): Promise<Joins> {
  const built = await buildAndServe('renderer/testing/rooms');
  const builtBare = await buildAndServe('renderer/testing/bareRooms');
  const bench = await openRooms(workerFile, { workers: 1 });
  const browser = await chromium.launch(headlessShell());
  const bareRooms = await openBareRooms(browser, builtBare.origin, workerFile);
  const ours: number[] = [];
  const bare: number[] = [];
  try {
    // Once, not counted: codecs and devices are opened for the first time.
    await joinOnce(browser, built.origin, bench, 'first');
    await bareRooms.joinOnce();
    await repeat({ name: 'three at once', count: runs, limitMs: LIMIT_MS }, async (run) => {
      const own = await within(ONE_LIMIT_MS, 'joining', joinOnce(browser, built.origin, bench, `room-${run}`));
      const other = await within(ONE_LIMIT_MS, 'joining bare', bareRooms.joinOnce());
      ours.push(own);
      bare.push(other);
      return `all see all after ${ms(own)}, bare ${ms(other)}`;
    });
  } finally {
    await browser.close();
    bareRooms.close();
    await bench.dispose();
    await built.close();
    await builtBare.close();
  }
  return { ours, bare };
}

async function joinOnce(browser: Browser, origin: string, { bridge }: RoomBench, roomId: string): Promise<number> {
  const cameIn: number[] = [];
  bridge.ensureRoom(roomId, 1);
  const people = await Promise.all(
    NAMES.map(async (name) => {
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
      const page = await context.newPage();
      let hasAsked = false;
      await page.exposeFunction('askRoom', (ask: RoomAsk) => {
        if (!hasAsked) cameIn.push(Date.now());
        hasAsked = true;
        return bridge.ask(roomId, name, ask);
      });
      await page.goto(origin);
      return { name, page };
    }),
  );
  const stop = bridge.listen((event) => {
    const person = event.type === 'legTold' ? people.find(({ name }) => name === event.legId) : undefined;
    if (event.type === 'legTold' && event.roomId === roomId && person !== undefined) void tell(person.page, event.tell);
  });
  for (const name of NAMES) bridge.addLeg(roomId, name, ALL_RIGHTS);
  bridge.setHearing(roomId, allHear(...NAMES));
  const saw = await Promise.all(people.map(({ page }) => enterAndSee(page)));
  stop();
  bridge.closeRoom(roomId);
  await Promise.all(people.map(({ page }) => page.context().close()));
  return Math.max(...saw) - Math.max(...cameIn);
}

function tell(page: Page, told: RoomTell): Promise<unknown> {
  return page
    .evaluate((said) => (globalThis as unknown as RoomsWindow).roomsPage.take(said), told)
    .catch(() => undefined);
}

/** When the page has decoded a picture of both others, by the clock of the machine. */
function enterAndSee(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { roomsPage } = globalThis as unknown as RoomsWindow;
    await roomsPage.enter(false);
    for (;;) {
      const seen = Object.values(await roomsPage.seen()).filter(({ framesDecoded }) => framesDecoded > 0);
      if (seen.length === 2) return Date.now();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  });
}
