// What reading faces costs a call: the product's worker on a decoded track, with and without, in one run.
import type { Page } from '@playwright/test';
import type { FacesPage, WatchedCall } from '../../../renderer/testing/faces/facesPage.ts';
import { distributionRow, DISTRIBUTION_HEADER, ms, quantile } from '../measure/statistics.ts';
import { atLeast, atMost, type Section } from '../report/section.ts';
import { readClips } from './clips.ts';

const WATCHED_MS = 20_000;
const FILM = 'genuine_bbaf2n';

type Part = Pick<Section, 'figures' | 'tables' | 'method'>;

/** Without the films there is nothing to watch. */
export async function measureCall(page: Page): Promise<Part> {
  const pictures = readClips(1).find(({ name }) => name === FILM)?.pictures;
  if (!pictures) return { figures: [], tables: [], method: [] };
  console.log('  a call that is watched, and one that is not …');
  const plain = await watch(page, pictures, false);
  const read = await watch(page, pictures, true);
  const [p50, p95] = [quantile(read.tookMs, 0.5), quantile(read.tookMs, 0.95)];
  const perSecond = read.tookMs.length / read.seconds;
  const kept = read.framesPerSecond / plain.framesPerSecond;
  const tensors = new Set(read.tensors).size;
  const isFree = read.longestTaskMs === 0;
  return {
    figures: [
      atMost('in a call: a picture read, p50', '≤ 150 ms', 150, p50, ms(p50)),
      atMost('in a call: a picture read, p95', '≤ 250 ms', 250, p95, ms(p95)),
      atLeast('in a call: pictures read a second', '≥ 5', 5, perSecond, perSecond.toFixed(1)),
      atLeast('in a call: its frame rate, by that without', '≥ 0.90', 0.9, kept, kept.toFixed(2)),
      atMost(
        'in a call: longest task of the page',
        '≤ 50 ms',
        50,
        read.longestTaskMs,
        isFree ? 'none of 50 ms' : ms(read.longestTaskMs),
      ),
      atMost('in a call: different counts of tensors held', '1', 1, tensors, String(tensors)),
    ],
    tables: [
      {
        caption: 'One picture of a call, from the page and back',
        header: DISTRIBUTION_HEADER,
        rows: [distributionRow('eyes, or descriptor in one of four', read.tookMs)],
      },
      {
        caption: 'The call itself',
        header: ['', 'frames a second'],
        rows: [
          ['not watched', plain.framesPerSecond.toFixed(1)],
          ['watched', read.framesPerSecond.toFixed(1)],
        ],
      },
    ],
    method: [
      `In a call: the film \`${FILM}\` at 640 × 480 and 25 pictures a second from a canvas through two peer connections of one page, shown and read for ${WATCHED_MS / 1000} s by the product’s own reader; the same machine codes and decodes the film.`,
    ],
  };
}

function watch(page: Page, pictures: readonly string[], isRead: boolean): Promise<WatchedCall> {
  return page.evaluate(
    ([film, durationMs, reads]) => (globalThis as unknown as { faces: FacesPage }).faces.watch(film, durationMs, reads),
    [pictures, WATCHED_MS, isRead] as const,
  );
}
