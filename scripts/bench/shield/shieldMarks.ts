// When the agent's page heard of a reply, began to say that calls are held, and began to ring: noted in the page itself.
import type { Page } from '@playwright/test';
import type { HostPort } from '../../../electron/contract/index.ts';
import { waitFor } from '../measure/progress.ts';

export type ShieldMark = 'begun' | 'held' | 'rings';

export type ShieldMarks = {
  /** The first of this name after `afterMs`; both are epoch milliseconds. */
  readonly next: (name: ShieldMark, afterMs: number) => Promise<number>;
};

type PageWindow = {
  readonly visavisHost: HostPort;
  readonly visavisShieldMark: (name: string, atMs: number) => void;
};

const HELD = 'Calls held – reply in progress';
const LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 10;

/** Watches from now on, until the page is reloaded. */
export async function watchShield(page: Page): Promise<ShieldMarks> {
  const marks: { readonly name: ShieldMark; readonly atMs: number }[] = [];
  await page.exposeFunction('visavisShieldMark', (name: ShieldMark, atMs: number) => marks.push({ name, atMs }));
  await page.evaluate((held) => {
    const { visavisHost, visavisShieldMark } = window as unknown as PageWindow;
    const was = new Map<string, boolean>();
    const note = (name: string, is: boolean): void => {
      if (is && was.get(name) === false) visavisShieldMark(name, Date.now());
      was.set(name, is);
    };
    const look = (): void => {
      note('held', document.querySelector('[aria-label="Your status"]')?.textContent.trim() === held);
      note('rings', document.querySelector('[aria-label="Incoming call"]') !== null);
    };
    visavisHost.on('reply.begun', () => visavisShieldMark('begun', Date.now()));
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, HELD);
  return {
    next: async (name, afterMs) => {
      const found = await waitFor(
        `the mark “${name}”`,
        LIMIT_MS,
        () => marks.find((mark) => mark.name === name && mark.atMs >= afterMs),
        LOOK_EVERY_MS,
      );
      return found.atMs;
    },
  };
}
