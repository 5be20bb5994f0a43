// How both pages lie in their windows: every state of the two tours, each reached once, from the narrowest phone to a wide desk, with
// the longest plausible words of both languages. With VISAVIS_PICTURES=FOLDER it also takes a picture of each.
import type { Page } from '@playwright/test';
import { test as base } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import { lookInAllWindows } from '../support/lookInAllWindows.ts';
import { tour, type TourOptions } from '../support/tour.ts';
import { tourBeside } from '../support/tourBeside.ts';

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
const OPTIONS: TourOptions = {
  language: 'en',
  context: { viewport: { width: 320, height: 640 } },
  texts: {
    customerName: 'Anne-Charlotte-Joséphine de Montmorency-Laval',
    notes: 'Disputes three payments in Kraków; wants a second card for the family account by the end of the week.',
    inkNote: 'Please read this line before you sign.',
    chat: 'I have the statement of September here, and the letter that came with it.',
    fileName: 'Convention-de-preuve-et-conditions-particulieres-de-l-assurance-habitation-2026.pdf',
  },
  prepareAgent: smallCamera,
  prepareCustomer: smallCamera,
};

const test = base.extend(withSettings(SETTINGS));

test('[A11Y-3] in any window nothing is out of reach, covered or cut', async ({ cast }) => {
  await tour(cast, OPTIONS, (state, page) => lookInAllWindows(state, page));
});

test('[A11Y-3] nor beside a call: table, form, agreement, chat, camera, screen', async ({ cast }) => {
  test.setTimeout(240_000);
  await tourBeside(cast, OPTIONS, (state, page) => lookInAllWindows(state, page));
});

/** What the picture shows is no matter here, and it need not cost much. */
async function smallCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) =>
      native({ ...wanted, ...(wanted?.video ? { video: { width: 320, height: 180, frameRate: 5 } } : {}) });
  });
}
