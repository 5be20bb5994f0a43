// What a page shows of somebody, whichever element it stands in: for how long at most no new picture, and whether there was ever none. Knows
// what browsers tell of frames that are drawn.
import type { Page } from '@playwright/test';

type Watch = { lastMs: number; longestMs: number; timesBlank: number };

/** `timesBlank`: there was nothing to see at all. `longestMs`: without a new picture, which on a busy machine is as long as it does something else. */
export type SeenMeanwhile = { readonly longestMs: number; readonly timesBlank: number };

/** Begins to watch pictures under any of these names. @returns ends it */
export async function watchPictures(page: Page, names: readonly string[]): Promise<() => Promise<SeenMeanwhile>> {
  await page.evaluate((wanted) => {
    const watch: Watch = { lastMs: performance.now(), longestMs: 0, timesBlank: 0 };
    Object.assign(window, { pictureWatch: watch });
    const watched = new WeakSet<HTMLVideoElement>();
    const drawn = (video: HTMLVideoElement): void => {
      // One that stands behind another, until its turn comes, has no name.
      if (wanted.includes(video.ariaLabel ?? '')) {
        const nowMs = performance.now();
        watch.longestMs = Math.max(watch.longestMs, nowMs - watch.lastMs);
        watch.lastMs = nowMs;
      }
      video.requestVideoFrameCallback(() => drawn(video));
    };
    const look = (): void => {
      const videos = [...document.querySelectorAll('video')];
      const isSeen = videos.some(
        (video) => wanted.includes(video.ariaLabel ?? '') && video.readyState >= video.HAVE_CURRENT_DATA,
      );
      if (!isSeen) watch.timesBlank += 1;
      for (const video of videos) {
        if (watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback(() => drawn(video));
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    const eachTime = (): void => {
      look();
      requestAnimationFrame(eachTime);
    };
    eachTime();
  }, names);
  return () =>
    page.evaluate(() => {
      const { lastMs, longestMs, timesBlank } = (window as unknown as { pictureWatch: Watch }).pictureWatch;
      return { longestMs: Math.round(Math.max(longestMs, performance.now() - lastMs)), timesBlank };
    });
}
