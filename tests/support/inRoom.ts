// Playwright's test with a room on the real media process, and pages that go into it. Knows no rules.
import { test as base, expect, type Browser, type Page } from '@playwright/test';
import type { RoomsWindow, Seen } from '../../renderer/testing/rooms/roomsPage.ts';
import { findMediaWorker } from '../../scripts/setup/mediaWorkerFile.ts';
import type { RoomAsk, RoomTell } from '../../signalling/protocol/index.ts';
import { ALL_RIGHTS, allHear, NO_RIGHTS, openRooms, type RoomBench } from '../../signalling/testing/roomBench.ts';
import { buildAndServe, type BuiltPage } from './builtPage.ts';

export const MEDIA_WORKER = findMediaWorker();
export const NO_WORKER = 'there is no media worker: “npm run media-worker” gets it';

const ROOM = 'room';

export type Person = {
  readonly name: string;
  readonly page: Page;
  /** How often the room was made, as far as this one was told. */
  readonly timesBegun: () => number;
  /** What the service says to the page is lost until it is called again. */
  goDeaf(isDeaf: boolean): void;
};

export type Room = {
  readonly bench: RoomBench;
  /** Everybody named so far hears everybody else. */
  enter(...names: readonly string[]): Promise<Person[]>;
  /** Hears all and may send nothing. */
  listen(name: string): Promise<Person>;
};

export const test = base.extend<{ room: Room }, { built: BuiltPage }>({
  built: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const built = await buildAndServe('renderer/testing/rooms');
      await use(built);
      await built.close();
    },
    { scope: 'worker' },
  ],
  room: async ({ browser, built }, use) => {
    const bench = await openRooms(MEDIA_WORKER ?? '');
    const opened: Page[] = [];
    const present: string[] = [];
    bench.bridge.ensureRoom(ROOM, 1);
    const add = async (name: string, listensOnly: boolean): Promise<Person> => {
      const person = await openPage(browser, built.origin, bench, name);
      opened.push(person.page);
      present.push(name);
      bench.bridge.addLeg(ROOM, name, listensOnly ? NO_RIGHTS : ALL_RIGHTS);
      bench.bridge.setHearing(ROOM, allHear(...present));
      await person.page.evaluate((only) => (globalThis as unknown as RoomsWindow).roomsPage.enter(only), listensOnly);
      return person;
    };
    await use({
      bench,
      enter: (...names) => Promise.all(names.map((name) => add(name, false))),
      listen: (name) => add(name, true),
    });
    await Promise.all(opened.map((page) => page.context().close()));
    await bench.dispose();
  },
});

async function openPage(browser: Browser, origin: string, { bridge }: RoomBench, name: string): Promise<Person> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.exposeFunction('askRoom', (ask: RoomAsk) => bridge.ask(ROOM, name, ask));
  await page.goto(origin);
  // Only a page that somebody has touched plays sound by itself.
  await page.mouse.click(1, 1);
  let isDeaf = false;
  let timesBegun = 0;
  bridge.listen((event) => {
    if (event.type !== 'legTold' || event.legId !== name || isDeaf) return;
    if (event.tell.type === 'begun') timesBegun += 1;
    void tell(page, event.tell);
  });
  page.on('close', () => expect(troubles, `what ${name}’s page threw`).toEqual([]));
  return {
    name,
    page,
    timesBegun: () => timesBegun,
    goDeaf(deaf) {
      isDeaf = deaf;
      if (!deaf) void page.evaluate(() => (globalThis as unknown as RoomsWindow).roomsPage.resync());
    },
  };
}

/** Messages of one page arrive in the order in which they were sent. */
async function tell(page: Page, told: RoomTell): Promise<void> {
  if (page.isClosed()) return;
  await page
    .evaluate((said) => (globalThis as unknown as RoomsWindow).roomsPage.take(said), told)
    .catch(() => undefined);
}

export function seenBy({ page }: Person): Promise<Readonly<Record<string, Seen>>> {
  return page.evaluate(() => (globalThis as unknown as RoomsWindow).roomsPage.seen());
}

/** Five new pictures and new sound of each. */
export async function expectToPerceive(person: Person, others: readonly string[]): Promise<void> {
  const before = await seenBy(person);
  await expect
    .poll(async () => {
      const now = await seenBy(person);
      return others.filter((name) => {
        const { framesDecoded = 0, audioEnergy = 0 } = now[name] ?? {};
        const { framesDecoded: frames = 0, audioEnergy: energy = 0 } = before[name] ?? {};
        // In another epoch counting begins anew.
        return framesDecoded < frames
          ? framesDecoded >= 5 && audioEnergy > 0
          : framesDecoded >= frames + 5 && audioEnergy > energy;
      });
    })
    .toEqual([...others]);
}
