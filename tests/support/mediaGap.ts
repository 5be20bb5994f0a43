// For how long at most nothing of the other side arrives while a page does not say why. Knows getStats and what stands on the page.
import { expect, type Page } from '@playwright/test';

/** In ms. */
export interface LongestGap {
  readonly sound: number;
  readonly picture: number;
}

type Watch = { sound: number; picture: number; timer: number };

/** Begins to watch. `saying`: what the page says while nothing is to arrive, as a pattern. @returns ends it, and tells */
export async function watchGap(page: Page, saying: RegExp): Promise<() => Promise<LongestGap>> {
  await page.evaluate((pattern) => {
    const said = new RegExp(pattern);
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
    const counts = { sound: 0, picture: 0 };
    const since = { sound: performance.now(), picture: performance.now() };
    const watch: Watch = { sound: 0, picture: 0, timer: 0 };
    const look = async (): Promise<void> => {
      const now = { sound: 0, picture: 0 };
      for (const connection of connectionsMade) {
        if (connection.connectionState === 'closed') continue;
        (await connection.getStats()).forEach((entry: Record<string, unknown>) => {
          if (entry['type'] !== 'inbound-rtp') return;
          if (entry['kind'] === 'audio') now.sound += Number(entry['packetsReceived'] ?? 0);
          else now.picture += Number(entry['framesDecoded'] ?? 0);
        });
      }
      const atMs = performance.now();
      const isSaid = said.test(document.body.innerText);
      for (const name of ['sound', 'picture'] as const) {
        if (isSaid || now[name] !== counts[name]) since[name] = atMs;
        watch[name] = Math.max(watch[name], atMs - since[name]);
        counts[name] = now[name];
      }
    };
    watch.timer = window.setInterval(() => void look(), 50);
    Object.assign(window, { gapWatch: watch });
  }, saying.source);
  return () =>
    page.evaluate(() => {
      const { sound, picture, timer } = (window as unknown as { gapWatch: Watch }).gapWatch;
      clearInterval(timer);
      return { sound, picture };
    });
}

/** A picture waits for its first whole one, which a busy machine is slow to draw. */
export function expectShort({ sound, picture }: LongestGap): void {
  expect(sound, 'longest time without sound, in ms').toBeLessThan(1500);
  expect(picture, 'longest time without a picture, in ms').toBeLessThan(3000);
}
