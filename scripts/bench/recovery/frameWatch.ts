// When the pictures of the other side were shown, and the longest pause between two of them.
import type { Page } from '@playwright/test';
import { waitFor } from '../measure/progress.ts';

declare global {
  interface Window {
    /** When each picture was shown, epoch milliseconds. */
    visavisFrames: number[];
  }
}

/** Watches one video from now on; it stays the same element through all generations. */
export async function watchFrames(page: Page, label: string): Promise<void> {
  await page.getByLabel(label).evaluate((element) => {
    const video = element as HTMLVideoElement;
    window.visavisFrames = [];
    const next = (nowMs: number): void => {
      window.visavisFrames.push(performance.timeOrigin + nowMs);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  });
}

export function forgetFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    // The last one is where a pause may begin.
    window.visavisFrames.splice(0, window.visavisFrames.length - 1);
  });
}

/** The longest pause between two pictures since `forgetFrames`. */
export function longestPause(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, ...window.visavisFrames.map((atMs, index, all) => (index === 0 ? 0 : atMs - (all[index - 1] ?? atMs)))),
  );
}

const STOPPED_MS = 250;
const FLUENT_FRAMES = 10;
const UNTOUCHED_MS = 4000;

/**
 * Waits for pictures to stop after `cutAtMs` and to be fluent again.
 *
 * @returns how long none was shown; the longest pause when they did not stop for a quarter of a second
 */
export function pictureGap(page: Page, cutAtMs: number, limitMs: number): Promise<number> {
  return waitFor('pictures after the cut', limitMs, () =>
    page.evaluate(
      ([cutMs, stoppedMs, fluent, untouchedMs]) => {
        const frames = window.visavisFrames;
        const pauses = frames.map((atMs, index) => (frames[index + 1] ?? Number.NaN) - atMs);
        const stop = pauses.findIndex((pauseMs, index) => pauseMs > stoppedMs && (frames[index + 1] ?? 0) > cutMs);
        if (stop >= 0) return frames.length - stop > fluent ? pauses[stop] : undefined;
        const last = frames.at(-1) ?? 0;
        return last > cutMs + untouchedMs ? Math.max(...pauses.filter((pauseMs) => !Number.isNaN(pauseMs))) : undefined;
      },
      [cutAtMs, STOPPED_MS, FLUENT_FRAMES, UNTOUCHED_MS] as const,
    ),
  );
}
