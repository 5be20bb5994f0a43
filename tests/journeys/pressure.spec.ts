// A customer who calls while too many do: their browser does a little work first.
import { devices, type Page } from '@playwright/test';
import { axeFaults } from '../support/axeFaults.ts';
import { expect, test as base } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import { layoutFaults } from '../support/layoutFaults.ts';
import { takePicture } from '../support/takePicture.ts';

/** The second call of a minute takes work. */
const SETTINGS = `
queues:
  - id: banking
    name: { en: Everyday banking, fr: Banque au quotidien }
    reasons: [{ id: done, name: { en: Done, fr: Fait } }]
work: { networkCalls: 1 }
`;

const test = base.extend(withSettings(SETTINGS));

type Slow = { hashOn: () => void };

/** Its hashes are the browser's own, but begin when the journey says so: what is shown meanwhile can be looked at. */
async function hashLater(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    const begun = new Promise<void>((resolve) => Object.assign(globalThis, { hashOn: resolve }));
    crypto.subtle.digest = async (...about) => {
      await begun;
      return digest(...about);
    };
  });
}

/** A small one, which shows the buttons and little more. */
const PHONE = { viewport: { width: 360, height: 560 }, hasTouch: true, userAgent: devices['Pixel 7'].userAgent };
const LANGUAGES = {
  en: {
    name: 'Your name',
    start: 'Start voice call',
    working: 'Many calls are coming in. Your browser is doing a short check first; it takes a few seconds.',
    place: 'Position 1',
  },
  fr: {
    name: 'Votre nom',
    start: 'Démarrer un appel audio',
    working:
      'Beaucoup d’appels arrivent en ce moment. Votre navigateur effectue d’abord une courte vérification, qui prend quelques secondes.',
    place: 'Position 2',
  },
} as const;

test('[WORK-1][WORK-3][A11Y-1] while too many call the page says what it does first, stays usable, and then calls', async ({
  cast,
}) => {
  const first = await cast.customer();
  await first.call('Ada Lovelace', 'voice');
  await first.button('Leave the line').click();
  await expect(first.endedHeading).toBeVisible();

  for (const language of ['en', 'fr'] as const) {
    const words = LANGUAGES[language];
    const context = { ...PHONE, locale: language };
    const { page } = await cast.customer({ query: `?lang=${language}&topic=banking`, context, prepare: hashLater });
    await page.getByRole('textbox', { name: words.name }).fill('Zoé Müller');
    await page.getByRole('button', { name: words.start, exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: words.working })).toBeInViewport({ ratio: 1 });
    await takePicture(page, `working-${language}`);
    expect([...(await axeFaults(page)), ...(await layoutFaults(page, language))]).toEqual([]);
    await page.getByRole('textbox', { name: words.name }).fill('Zoé M.');
    await page.evaluate(() => (globalThis as unknown as Slow).hashOn());
    await expect(page.getByRole('status').filter({ hasText: words.place })).toBeVisible();
    await takePicture(page, `worked-${language}`);
  }
});
