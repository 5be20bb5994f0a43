// Who is not there, or is somebody else: films of photos and of screens in front of a real camera path, which ask to be
// enrolled: that needs the whole challenge. The films are beside the repository; without them this is left out and said.
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Cast } from '../support/cast.ts';
import type { ConnectedCall } from '../support/connectCall.ts';
import { filmOf, filmPerson, filmsMissing, showFilm } from '../support/faceFilm.ts';
import { challengeOf, CHECK_LIMIT_MS, panelOf } from '../support/identityJourney.ts';
import { expectPicture } from '../support/mediaProbe.ts';

/** Films of attacks on two people. */
const ATTACKS = {
  bbaf2n: ['digital_still', 'print', 'print_tilt', 'print_bend', 'replay'],
  lbax4n: ['digital_still', 'print', 'print_tilt', 'print_bend'],
};

test.use({ trace: 'off', serverEnv: { VISAVIS_CHALLENGE_SEEDS: '394' } });
test.skip(filmsMissing !== undefined, filmsMissing ?? '');
test.setTimeout(2 * CHECK_LIMIT_MS + 60_000);

async function connect(cast: Cast, prepare: (page: Page) => Promise<void>): Promise<ConnectedCall> {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ prepare });
  await customer.call('Ada');
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  return { agent, customer };
}

/** Whoever is before the camera asks to be enrolled, and nobody is shown to be there. @returns the agent's panel, with the result */
async function expectNobodyThere({ agent, customer }: ConnectedCall): Promise<Locator> {
  const panel = panelOf(agent);
  await agent.button('Verify identity').click();
  await panel.getByRole('button', { name: 'Take the question back' }).click();
  await panel.getByRole('button', { name: 'Enrol the face' }).click();
  await customer.button('Yes, enrol my face').click();
  await expect(challengeOf(customer)).toBeVisible();
  const result = panel.getByRole('status').filter({ hasText: 'Nothing could be compared' });
  await expect(result).toBeVisible({ timeout: 2 * CHECK_LIMIT_MS });
  await expect(panel.getByText('shown', { exact: true })).toBeHidden();
  await expect(panel.getByRole('combobox', { name: 'Proof of identity' })).toBeHidden();
  return panel;
}

for (const [person, kinds] of Object.entries(ATTACKS)) {
  test(`[LIVE-8][IDENTITY-46] no film of an attack on ${person} is taken to be there`, async ({ cast }) => {
    test.setTimeout(kinds.length * 2 * CHECK_LIMIT_MS);
    const films = kinds.map((kind) => `attack_${kind}_${person}`);
    // One call for all: each film is another attempt of the same customer.
    const call = await connect(cast, (page) => filmOf(page, films[0] ?? ''));
    for (const film of films) {
      await test.step(film, async () => {
        await showFilm(call.customer.page, film);
        await expectNobodyThere(call);
        await call.agent.button('Verify identity').click();
      });
    }
  });
}

test('[LIVE-14] a photo folded along the nose, which does what is asked, is flat', async ({ cast }) => {
  const panel = await expectNobodyThere(await connect(cast, (page) => filmPerson(page, 'isFoldedPhoto')));
  await expect(panel.getByText('flat, like a photo')).toBeVisible();
});
