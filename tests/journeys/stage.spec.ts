// How one to six people stand on the stage of a call, in windows from a narrow phone to a wide desk.
import { expect, test, type Page } from '@playwright/test';
import { buildAndServe, type BuiltPage } from '../support/builtPage.ts';
import { takePicture } from '../support/takePicture.ts';

const SIZES = [
  [320, 640],
  [360, 740],
  [480, 800],
  [768, 1024],
  [640, 360],
  [1280, 720],
  [1440, 900],
] as const;

let built: BuiltPage;
test.beforeAll(async () => {
  built = await buildAndServe('renderer/testing/stage');
});
test.afterAll(() => built.close());

for (const [language, signers] of [
  ['en', 0],
  ['fr', 2],
] as const) {
  test(`[LAYOUT-1][SIGN-4] up to six people stand whole beside each other, with their names, ${language}, ${signers} of them signing`, async ({
    page,
  }) => {
    await page.goto(`${built.origin}?lang=${language}`);
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const others of [1, 2, 3, 4, 5]) {
        await show(page, others, signers);
        await takePicture(page, `stage-${others + 1}-${width}x${height}-${language}`);
        expect.soft(await faultsOf(page), `${others} others, ${width} × ${height}`).toEqual([]);
      }
    }
  });
}

/** Waits until they are laid out. */
async function show(page: Page, others: number, signers: number): Promise<void> {
  await page.evaluate(
    ([people, signing]) => {
      (globalThis as unknown as { showPeople: (people: number, signing: number) => void }).showPeople(people, signing);
    },
    [others, signers] as const,
  );
  await expect(page.locator('.person')).toHaveCount(others);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Tiles out of the stage, over each other, or too small; and names of which nothing is left. */
function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const stage = document.querySelector('section')?.getBoundingClientRect();
    const tiles = [...document.querySelectorAll('.person, .own')];
    const isAlone = tiles.length === 2 && document.querySelector('.signing') === null;
    const boxes = tiles.map((tile) => tile.getBoundingClientRect());
    for (const [index, box] of boxes.entries()) {
      const what = tiles[index]?.className ?? '';
      if (!stage || box.left < stage.left - 1 || box.right > stage.right + 1) faults.push(`${what} leaves the stage`);
      else if (box.top < stage.top - 1 || box.bottom > stage.bottom + 1) faults.push(`${what} leaves the stage`);
      if (box.width < 64 || box.height < 48) faults.push(`${what} is ${box.width} × ${box.height}`);
      // Of two the own picture lies in a corner of the other's.
      for (const other of isAlone ? [] : boxes.slice(index + 1)) {
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        if (wide > 1 && high > 1) faults.push(`${what} lies over another`);
      }
    }
    for (const name of document.querySelectorAll('.badge.name')) {
      const tile = name.closest('.person')?.getBoundingClientRect();
      const box = name.getBoundingClientRect();
      const words = name.querySelector('bdi');
      const left = words?.getBoundingClientRect().width ?? 0;
      if (left < Math.min(24, (words?.scrollWidth ?? 24) - 1))
        faults.push(`of the name ${name.getAttribute('title') ?? ''} ${left} px are left`);
      if (!tile || box.left < tile.left || box.right > tile.right + 1 || box.top < tile.top)
        faults.push(`the name ${name.getAttribute('title') ?? ''} leaves its picture`);
    }
    return faults;
  });
}
