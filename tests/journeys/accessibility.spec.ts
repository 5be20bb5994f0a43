// Every state of both pages, on a phone and on a desk, light and dark, in both languages: axe finds nothing in any. On the first way through
// each state is also seen in windows from the narrowest phone to a wide desk, with the longest plausible words of both languages.
// With VISAVIS_PICTURES=FOLDER it also takes a picture of each, to be looked at.
import { devices, type Page } from '@playwright/test';
import { axeFaults } from '../support/axeFaults.ts';
import { AGENT_LOOK, CUSTOMER_LOOK, drawCamera } from '../support/drawnCamera.ts';
import { expect, test as base } from '../support/cast.ts';
import { lookInAllWindows, lookUnderMore } from '../support/lookInAllWindows.ts';
import { withSettings } from '../support/settingsFile.ts';
import { tour, type TourOptions, type TourTexts } from '../support/tour.ts';
import { tourBeside } from '../support/tourBeside.ts';
import { turnedRound } from '../support/turnedRound.ts';

const pictures = process.env['VISAVIS_PICTURES'];
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, userAgent: devices['Pixel 7'].userAgent };
const desk = { viewport: { width: 1280, height: 800 } };

/** Of each kind the longest that is still plausible. */
const SETTINGS = `
queues:
  - id: everyday
    name: { en: Everyday banking and direct debits, fr: Banque au quotidien et prélèvements automatiques }
    reasons: &reasons [{ id: done, name: { en: Question about an account statement, fr: Question sur un relevé de compte } }]
  - id: cards
    name: { en: Complaints and disputed card payments abroad, fr: Réclamations et paiements par carte contestés à l’étranger }
    reasons: *reasons
    ringTimeoutMs: 300000
`;
/** As long as any is likely to be. */
const LONG_TEXTS: TourTexts = {
  customerName: 'Anne-Charlotte-Joséphine de Montmorency-Laval',
  notes: 'Disputes three payments in Kraków; wants a second card for the family account by the end of the week.',
  inkNote: 'Please read this line before you sign.',
  chat: 'I have the statement of September here, and the letter that came with it.',
  fileName: 'Convention-de-preuve-et-conditions-particulieres-de-l-assurance-habitation-2026.pdf',
};
/** Names that would turn the numbers beside them round. */
const HEBREW_TEXTS: TourTexts = {
  customerName: 'שרה כהן (24)',
  notes: 'רוצה כרטיס שני: 24.',
  inkNote: 'נא לקרוא שורה 3.',
  chat: 'הנה: 12 עמודים.',
  fileName: 'הצעה 12.pdf',
};

const test = base.extend(withSettings(SETTINGS));

const LOOKS = [
  { name: 'desk-light-en', language: 'en', texts: LONG_TEXTS, context: { ...desk, colorScheme: 'light' } },
  { name: 'phone-dark-fr', language: 'fr', texts: HEBREW_TEXTS, context: { ...phone, colorScheme: 'dark' } },
] as const;

/** By state, what stands there in a very narrow window. */
const UNDER_MORE: Readonly<Record<string, readonly string[]>> = {
  'agent-call': ['Hold', 'Devices', 'Transfer', 'Chat', 'Share', 'Verify identity', 'Notes'],
  'customer-call': ['Devices', 'Chat', 'Share'],
};

test('[BIDI-2] what turns its neighbours round is found', async ({ page }) => {
  await page.setContent(
    '<p>Call of שרה 24 min</p><p>Call of <bdi>שרה</bdi> 24 min</p><p>Call of \u2068שרה\u2069 24</p>',
  );
  expect(await turnedRound(page)).toEqual(['not isolated: Call of שרה 24 min']);
});

test('[A11Y-1] axe finds what is wrong where something is', async ({ page }) => {
  await page.setContent('<main lang="en"><h1>Page</h1><button></button><p style="color:#ccc">Pale</p></main>');
  const found = (await axeFaults(page)).map((fault) => fault.split(':')[0]);
  expect(found).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'document-title', 'html-has-lang']));
});

for (const { name, language, texts, context } of LOOKS) {
  const options: TourOptions = {
    language,
    texts,
    context,
    prepareAgent: (page) => drawCamera(page, AGENT_LOOK),
    prepareCustomer: (page) => drawCamera(page, CUSTOMER_LOOK),
  };

  const inAnyWindow = language === 'en';
  const promise = inAnyWindow ? ', and in no window is anything out of reach, covered or cut' : '';
  const visit = async (state: string, page: Page): Promise<void> => {
    await look(name, state, page);
    if (inAnyWindow) await lookInAllWindows(state, page);
    const under = UNDER_MORE[state];
    if (inAnyWindow && under) await lookUnderMore(state, page, under);
  };

  test(`[A11Y-1][A11Y-3][A11Y-4][LANG-1][BIDI-2] axe finds nothing in any state${promise}: ${name}`, async ({
    cast,
  }) => {
    await tour(cast, options, visit);
  });

  test(`[A11Y-1][A11Y-3][LANG-1][BIDI-2] nor beside a call${promise}: ${name}`, async ({ cast }) => {
    await tourBeside(cast, options, visit);
  });
}

async function look(name: string, state: string, page: Page): Promise<void> {
  await settle(page);
  if (pictures) await page.screenshot({ path: `${pictures}/${name}/${state}.png` });
  const found = await axeFaults(page);
  expect.soft(found, `${name}, ${state}`).toEqual([]);
  expect.soft(await turnedRound(page), `${name}, ${state}: nothing turns what is beside it`).toEqual([]);
  expect.soft(await overflow(page), `${name}, ${state}: nothing is wider than the screen`).toBe(0);
}

/** Colours are judged when the fading is over. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const finite = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(finite.map((animation) => animation.finished));
  });
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
