// Knowing who is calling, in the real desktop app: its own scheme and policy, the models from its own files.
import { mergeTests } from '@playwright/test';
import { AgentPage } from '../support/agentPage.ts';
import { test as castTest, expect } from '../support/cast.ts';
import { startApp } from '../support/electronApp.ts';
import { filmPerson, filmsMissing } from '../support/faceFilm.ts';
import { CHECK_LIMIT_MS, confirmEnrolment, panelOf } from '../support/identityJourney.ts';
import { expectPicture, watchConnections } from '../support/mediaProbe.ts';
import { test as shellTest } from '../support/shellTest.ts';

const test = mergeTests(castTest, shellTest);
test.use({ trace: 'off', serverEnv: { VISAVIS_CHALLENGE_SEEDS: '23' } });
test.skip(filmsMissing !== undefined, filmsMissing ?? '');
test.setTimeout(2 * CHECK_LIMIT_MS);

test('[IDENTITY-49][FACE-4] the desktop app reads faces with the models it came with', async ({
  cast,
  desktop,
  profile,
}) => {
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
  await watchConnections(app.page);
  await app.page.reload();
  const refused: string[] = [];
  app.page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  const agent = new AgentPage(app.page);
  await agent.goAvailable();
  const customer = await cast.customer({ prepare: (page) => filmPerson(page, 'obeys') });
  await customer.call('Ada');
  await agent.answer('Answer without video');
  await expectPicture(agent.page);
  await agent.button('Verify identity').click();
  await panelOf(agent).getByRole('button', { name: 'Take the question back' }).click();
  await panelOf(agent).getByRole('button', { name: 'Enrol the face' }).click();
  await customer.button('Yes, enrol my face').click();
  await confirmEnrolment(agent);
  await expect(customer.page.getByRole('heading', { name: 'Your recovery code' })).toBeVisible();
  expect(refused).toEqual([]);
  await app.quit();
});
