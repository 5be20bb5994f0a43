// When each point of a stroke was drawn on one side and seen on the other. A point is recognised by the shape that the stroke
// has with it, which is the same on both sides.
import type { Page } from '@playwright/test';

/** A shape and the moments that belong to it: of its new points, or of its being painted. */
export type Shape = { readonly outline: string; readonly atMs: readonly number[] };

declare global {
  interface Window {
    benchDrawn: Shape[];
    benchPainted: Shape[];
  }
}

const PATHS = 'svg[role=application] path';

/** The side that draws: points with the time at which the browser got them. */
export function watchDrawing(page: Page): Promise<void> {
  return page.evaluate((paths) => {
    window.benchDrawn = [];
    let points: number[] = [];
    const note = (event: PointerEvent): void => {
      const passed = event.getCoalescedEvents();
      points = (passed.length > 0 ? passed : [event]).map(({ timeStamp }) => performance.timeOrigin + timeStamp);
    };
    for (const name of ['pointerdown', 'pointermove'] as const) addEventListener(name, note, { capture: true });
    const known = new WeakMap<Element, string>();
    const look = (): void => {
      for (const path of document.querySelectorAll(paths)) {
        const outline = path.getAttribute('d') ?? '';
        if (known.get(path) === outline) continue;
        known.set(path, outline);
        window.benchDrawn.push({ outline, atMs: points });
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['d'] });
  }, PATHS);
}

/** The other side: shapes with the time at which they were painted. */
export function watchPainting(page: Page): Promise<void> {
  return page.evaluate((paths) => {
    window.benchPainted = [];
    const known = new WeakMap<Element, string>();
    const look = (): void => {
      for (const path of document.querySelectorAll(paths)) {
        const outline = path.getAttribute('d') ?? '';
        if (known.get(path) === outline) continue;
        known.set(path, outline);
        window.benchAfterPaint((atMs) => window.benchPainted.push({ outline, atMs: [atMs] }));
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['d'] });
  }, PATHS);
}

/**
 * How long each point took. The other side is shown several points at a time: a point is seen with the first shape that has
 * it. Points of a stroke that never came to be seen are infinitely late.
 */
export function pointDelays(drawn: readonly Shape[], painted: readonly Shape[]): number[] {
  const places = new Map(drawn.map(({ outline }, place) => [outline, place]));
  const seen = painted
    .flatMap(({ outline, atMs }) => {
      const place = places.get(outline);
      return place === undefined ? [] : [{ place, atMs: atMs[0] ?? Number.NaN }];
    })
    .toSorted((a, b) => a.place - b.place);
  return drawn.flatMap(({ atMs }, place) => {
    const first = seen.find((one) => one.place >= place);
    return atMs.map((pointMs) => (first ? first.atMs - pointMs : Number.POSITIVE_INFINITY));
  });
}
