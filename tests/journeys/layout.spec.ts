// How both pages lie in their windows: the states of one call, each reached once, from the narrowest phone to a wide desk, with
// the longest plausible words of both languages. With VISAVIS_PICTURES=FOLDER it also takes a picture of each.
import type { Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '../support/cast.ts';
import { numberedPdf } from '../support/documents.ts';
import { layoutFaults } from '../support/layoutFaults.ts';

const pictures = process.env['VISAVIS_PICTURES'];
const SIZES = [
  { width: 320, height: 640 },
  { width: 360, height: 740 },
  { width: 420, height: 800 },
  { width: 640, height: 360 },
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
];
const NAME = 'Anne-Charlotte-Joséphine de Montmorency-Laval';
const FILE = 'Convention-de-preuve-et-conditions-particulieres-de-l-assurance-habitation-2026.pdf';
const SETTINGS = `
queues:
  - id: cards
    name: { en: Complaints and disputed card payments abroad, fr: Réclamations et paiements par carte contestés à l’étranger }
    reasons: [{ id: done, name: { en: Question about an account statement, fr: Question sur un relevé de compte } }]
    ringTimeoutMs: 300000
`;

const test = base.extend({
  // Playwright wants an object pattern, also where nothing is taken from it.
  // eslint-disable-next-line no-empty-pattern
  serverEnv: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'visavis-config-'));
    const file = join(folder, 'visavis.yaml');
    writeFileSync(file, SETTINGS);
    await use({ VISAVIS_CONFIG: file });
    rmSync(folder, { recursive: true, force: true });
  },
});

test('[A11Y-3] in any window nothing is out of reach, covered or cut', async ({ cast }) => {
  const agent = await cast.agent({ query: '?lang=en', prepare: smallCamera });
  const customer = await cast.customer({ query: '?lang=en', prepare: smallCamera });
  const both = async (state: string): Promise<void> => {
    await look(`agent-${state}`, agent.page);
    await look(`customer-${state}`, customer.page);
  };
  await look('agent-sign-in', agent.page);
  await agent.goAvailable();
  await look('customer-lobby', customer.page);
  await customer.page.getByRole('textbox', { name: 'Your name' }).fill(NAME);
  await customer.button('Start video call').click();
  await expect(customer.line).toBeVisible();
  await expect(agent.incoming).toBeVisible();
  await both('ringing');
  await agent.answer();
  await expect(agent.button('Share')).toBeEnabled();
  await both('call');

  await agent.button('Share').click();
  const [chooser] = await Promise.all([
    agent.page.waitForEvent('filechooser'),
    agent.page.getByRole('menuitem', { name: 'Document or picture…' }).click(),
  ]);
  await chooser.setFiles({ name: FILE, mimeType: 'application/pdf', buffer: await numberedPdf({ pages: 3 }) });
  for (const { page } of [agent, customer]) await expect(page.locator('canvas:visible').first()).toBeVisible();
  await customer.button('Pen').click();
  await customer.button('Next page').click();
  await expect(agent.page.getByRole('button', { name: 'looks at page 2' })).toBeVisible();
  await both('table');
  await agent.button('Chat').click();
  await agent.page.getByRole('textbox', { name: 'Message' }).fill('All fees: https://bank.example/fees');
  await agent.page.keyboard.press('Enter');
  await customer.button('Chat').click();
  await expect(customer.button('Yes, show it')).toBeVisible();
  await both('chat');
  await customer.button('Close chat').click();
  await agent.button('Verify identity').click();
  await agent.button('Hold').click();
  await expect(customer.page.getByRole('alert')).toBeVisible();
  await both('hold');
  await agent.button('Hang up').click();
  await expect(customer.endedHeading).toBeVisible();
  await both('ended');
  await agent.finish();
  await expect(agent.recentCalls).toContainText(NAME);
  await look('agent-history', agent.page);
});

async function look(state: string, page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await settle(page);
    const at = `${state}-${String(size.width)}x${String(size.height)}`;
    if (pictures) await page.screenshot({ path: `${pictures}/${at}.png` });
    expect.soft(await layoutFaults(page, 'en'), at).toEqual([]);
  }
}

/** What follows the size of the window has followed it. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}

/** What the picture shows is no matter here, and it need not cost much. */
async function smallCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) =>
      native({ ...wanted, ...(wanted?.video ? { video: { width: 320, height: 180, frameRate: 5 } } : {}) });
  });
}
