// The main job in the real desktop app: a customer in a browser, the agent in Electron, the real server between them.
import { mergeTests } from '@playwright/test';
import { AgentPage } from '../support/agentPage.ts';
import { expect, test as castTest } from '../support/cast.ts';
import { startApp, startToItsEnd } from '../support/electronApp.ts';
import { expectPicture, expectSound, watchConnections } from '../support/mediaProbe.ts';
import { fallAsleep } from '../support/sleep.ts';
import { test as shellTest } from '../support/shellTest.ts';
import { whenSaid } from '../support/whenSaid.ts';

const test = mergeTests(castTest, shellTest);
test.use({ microphone: 'heard' });

test('[HOST-8] a video call from the link to the record, answered in the desktop app', async ({
  cast,
  desktop,
  profile,
}) => {
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
  await watchConnections(app.page);
  await app.page.reload();
  const agent = new AgentPage(app.page);
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await agent.answer();
  for (const { page } of [agent, customer]) {
    await expectPicture(page);
    await expectSound(page);
  }
  await customer.button('Hang up').click();
  await agent.finish({ index: 1 }, 'Asked about the new card.');
  await expect(agent.status).toHaveText('Available');
  await expect(agent.recentCalls).toContainText('Ada Lovelace');
  await app.quit();
});

test('[HOST-4] a telephone link asks before anything is dialled, and says when it cannot be', async ({
  cast,
  desktop,
  profile,
}) => {
  const app = await startApp({
    desktop,
    profile,
    env: { VISAVIS_SERVER_URL: cast.server.origin },
    parameters: ['tel:+33123456789'],
  });
  const agent = new AgentPage(app.page);
  const question = app.page.getByRole('alertdialog', { name: 'Call +33123456789?' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await agent.goAvailable();

  await startToItsEnd({ desktop, profile, parameters: ['visavis://dial?number=3949'] });
  const second = app.page.getByRole('alertdialog', { name: 'Call 3949?' });
  await second.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(app.page.getByRole('alert')).toContainText('not connected to the telephone network');
  await app.quit();
});

test('[HOST-10][LINE-2] the app whose page is killed in a call is back in it by itself', async ({
  cast,
  desktop,
  profile,
}) => {
  const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
  const agent = new AgentPage(app.page);
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada');
  await agent.answer();
  await expectPicture(customer.page);
  const said = whenSaid(customer.page, 'has lost the connection to the service');
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  await said;
  await expect(customer.page.getByText('has lost the connection to the service')).toBeHidden();
  await expectPicture(customer.page);
  await expectSound(customer.page);
  await app.quit();
});

test.describe('with a short ring time-out', () => {
  // Longer than a busy machine takes to see a call that rings and to press a button.
  test.use({ serverEnv: { VISAVIS_RING_TIMEOUT_MS: '10000' } });

  test('[APP-5][CALL-4] a laptop that slept through a call does not ring for it afterwards', async ({
    cast,
    desktop,
    profile,
  }) => {
    const app = await startApp({ desktop, profile, env: { VISAVIS_SERVER_URL: cast.server.origin } });
    const agent = new AgentPage(app.page);
    await agent.goAvailable();
    const pid = app.electron.process().pid ?? 0;
    const customer = await cast.customer();
    await customer.call('Ada');
    await expect(agent.incoming).toBeVisible();
    const sleeping = fallAsleep(pid);
    try {
      const colleague = await cast.agent();
      await colleague.signIn('agent2');
      await colleague.choose('Available');
      await colleague.answer();
      await expectPicture(customer.page);
    } finally {
      sleeping.wakeUp();
    }
    await expect(agent.incoming).toBeHidden();
    await expect(agent.status).toHaveText('Away: No answer');
    await app.quit();
  });
});
