// Who is not there, or is somebody else: films of photos and of screens in front of a real camera path, which ask to be
// enrolled: that needs the whole challenge. The films are beside the repository; without them this is left out and said.
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Cast } from '../support/cast.ts';
import { filmOf, filmPerson, filmsMissing } from '../support/faceFilm.ts';
import { CHECK_LIMIT_MS, panelOf } from '../support/identityJourney.ts';
import { expectPicture } from '../support/mediaProbe.ts';

const ATTACKS = [
  'attack_digital_still_bbaf2n',
  'attack_print_bbaf2n',
  'attack_print_tilt_bbaf2n',
  'attack_print_bend_bbaf2n',
  'attack_replay_bbaf2n',
  'attack_digital_still_lbax4n',
  'attack_print_lbax4n',
  'attack_print_tilt_lbax4n',
  'attack_print_bend_lbax4n',
];

test.use({ trace: 'off', serverEnv: { VISAVIS_CHALLENGE_SEEDS: '23' } });
test.skip(filmsMissing !== undefined, filmsMissing ?? '');
test.setTimeout(2 * CHECK_LIMIT_MS + 60_000);

/** Whoever is before the camera asks to be enrolled, and nobody is shown to be there. @returns the agent's panel, with the result */
async function expectNobodyThere(cast: Cast, prepare: (page: Page) => Promise<void>): Promise<Locator> {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ prepare });
  await customer.call('Ada');
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  const panel = panelOf(agent);
  await agent.button('Verify identity').click();
  await panel.getByRole('button', { name: 'Take the question back' }).click();
  await panel.getByRole('button', { name: 'Enrol the face' }).click();
  await customer.button('Yes, enrol my face').click();
  const result = panel.getByRole('status').filter({ hasText: 'Nothing could be compared' });
  await expect(result).toBeVisible({ timeout: 2 * CHECK_LIMIT_MS });
  await expect(panel.getByText('shown', { exact: true })).toBeHidden();
  await expect(panel.getByRole('combobox', { name: 'Proof of identity' })).toBeHidden();
  return panel;
}

for (const film of ATTACKS) {
  test(`[LIVE-8][IDENTITY-46] ${film} is not taken to be there`, async ({ cast }) => {
    await expectNobodyThere(cast, (page) => filmOf(page, film));
  });
}

test('[LIVE-14] a photo folded along the nose, which does what is asked, is flat', async ({ cast }) => {
  const panel = await expectNobodyThere(cast, (page) => filmPerson(page, 'isFoldedPhoto'));
  await expect(panel.getByText('flat, like a photo')).toBeVisible();
});
