// How long the picture of who is talked with stands still as a third person joins, and as they leave: in the product's own pages, beside the
// same time without a change.
import { chromium, type Browser, type Page } from '@playwright/test';
import { AgentPage } from '../../../tests/support/agentPage.ts';
import { shellWithQuickCamera } from '../../../tests/support/chromium.ts';
import { CustomerPage } from '../../../tests/support/customerPage.ts';
import { startServer } from '../../../tests/support/signallingServer.ts';
import { addColleague, directly, expectToSee, pictureOf, through } from '../../../tests/support/together.ts';
import { pause, repeat } from '../measure/progress.ts';
import { ms } from '../measure/statistics.ts';
import { openPage } from '../media/openPages.ts';
import { forgetFrames, longestPause } from '../recovery/frameWatch.ts';

/** The longest pause between two pictures, of the agent's and of the customer's page, in ms, of each run. */
export type SwitchGaps = Readonly<Record<'ofTwo' | 'joining' | 'ofThree' | 'leaving', readonly number[]>>;

type People = { readonly alex: AgentPage; readonly billie: AgentPage; readonly customer: CustomerPage };

const LIMIT_MS = 4 * 60_000;
/** In which a change is over, also on a machine that does other things. */
const WINDOW_MS = 7000;
/** A camera of 30 pictures a second in three pages leaves a machine of two cores little to begin with. */
const SEEN_WITHIN_MS = 30_000;

export async function measureSwitches(workerFile: string, runs: number): Promise<SwitchGaps> {
  const gaps = { ofTwo: [] as number[], joining: [] as number[], ofThree: [] as number[], leaving: [] as number[] };
  const server = await startServer({ VISAVIS_MEDIA_WORKER: workerFile, VISAVIS_ROOM_LINGER_S: '1' });
  const browser = await chromium.launch(shellWithQuickCamera());
  try {
    const people = await connect(browser, server.origin);
    const { alex, billie, customer } = people;
    await repeat({ name: 'joining and leaving', count: runs, limitMs: LIMIT_MS }, async () => {
      gaps.ofTwo.push(...(await pausesWhile(people, () => Promise.resolve())));
      const joining = await pausesWhile(people, async () => {
        await addColleague(alex, /Billie Durand/);
        await billie.answer();
        for (const { page } of [alex, customer]) await through(page).waitFor();
        await pictureOf(customer.page, 'Billie Durand').waitFor({ timeout: SEEN_WITHIN_MS });
        await expectToSee(customer.page, 'Billie Durand');
      });
      gaps.ofThree.push(...(await pausesWhile(people, () => Promise.resolve())));
      const leaving = await pausesWhile(people, async () => {
        await billie.button('Leave').click();
        for (const { page } of [alex, customer]) await directly(page).waitFor();
      });
      gaps.joining.push(...joining);
      gaps.leaving.push(...leaving);
      return `joining ${joining.map((gap) => ms(gap)).join(' and ')}, leaving ${leaving.map((gap) => ms(gap)).join(' and ')}`;
    });
    await alex.button('Hang up').click();
  } finally {
    await browser.close();
    await server.dispose();
  }
  return gaps;
}

async function connect(browser: Browser, origin: string): Promise<People> {
  const alex = new AgentPage(await openPage(browser, `${origin}/agent/`));
  const billie = new AgentPage(await openPage(browser, `${origin}/agent/`));
  await alex.goAvailable();
  const customer = new CustomerPage(await openPage(browser, `${origin}/`));
  await customer.call('Ada');
  await alex.answer();
  await billie.goAvailable('agent2');
  await watchWhoever(alex.page, ["Customer's video", 'Ada']);
  await watchWhoever(customer.page, ["Adviser's video", 'Alex Martin']);
  return { alex, billie, customer };
}

async function pausesWhile({ alex, customer }: People, change: () => Promise<void>): Promise<readonly number[]> {
  const pages = [alex.page, customer.page];
  await Promise.all(pages.map((page) => forgetFrames(page)));
  await Promise.all([change(), pause(WINDOW_MS)]);
  return Promise.all(pages.map((page) => longestPause(page)));
}

/** Pictures under any of these names, whichever element they stand in. */
async function watchWhoever(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate((wanted) => {
    window.visavisFrames = [];
    const watched = new WeakSet<HTMLVideoElement>();
    const drawn = (video: HTMLVideoElement, nowMs: number): void => {
      // One that stands behind another, until its turn comes, has no name.
      if (wanted.includes(video.ariaLabel ?? '')) window.visavisFrames.push(performance.timeOrigin + nowMs);
      video.requestVideoFrameCallback((nextMs) => drawn(video, nextMs));
    };
    const look = (): void => {
      for (const video of document.querySelectorAll('video')) {
        if (watched.has(video)) continue;
        watched.add(video);
        video.requestVideoFrameCallback((nowMs) => drawn(video, nowMs));
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
  }, names);
}
