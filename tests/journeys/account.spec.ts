// An agent's account: where they are signed in, a new password, and what happens when somebody else changes it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import type { AgentPage } from '../support/agentPage.ts';
import { takePicture } from '../support/takePicture.ts';

const openAccount = async ({ page }: AgentPage) => {
  await page.getByRole('button', { name: 'Your account' }).click();
  return page.getByRole('dialog', { name: 'Your account' });
};

test('[SESSION-4][SESSION-5] an agent ends another session and changes the password; elsewhere only the new one works', async ({
  cast,
}) => {
  const earlier = await cast.agent();
  await earlier.signIn();
  await expect(earlier.page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  const agent = await cast.agent();
  await agent.goAvailable();
  const account = await openAccount(agent);
  await expect(account.getByRole('listitem')).toHaveCount(2);
  await expect(account.getByRole('listitem').first()).toContainText('Here, now');
  await takePicture(agent.page, 'account');
  await account.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(account.getByRole('listitem')).toHaveCount(1);
  await expect(account.getByRole('status')).toContainText('Signed out there.');
  await earlier.button('Use it here').click();
  await expect(earlier.button('Sign in')).toBeVisible();

  const field = (name: string) => account.getByLabel(name, { exact: true });
  const change = account.getByRole('button', { name: 'Change password' });
  await field('Current password').fill('wrong one');
  await field('New password').fill('short');
  await change.click();
  await expect(field('New password')).toHaveAccessibleDescription(/at least 8 characters/);
  await field('New password').fill('long enough');
  await field('New password again').fill('long enouhg');
  await change.click();
  await expect(field('New password again')).toHaveAccessibleDescription(/differ/);
  await field('New password again').fill('long enough');
  await change.click();
  await expect(field('Current password')).toHaveAccessibleDescription(/not your current password/);
  await expect(field('Current password')).toBeFocused();
  await takePicture(agent.page, 'account-refused');
  await field('Current password').fill('demo');
  await change.click();
  await expect(account.getByRole('status')).toContainText('Your password is changed');
  await expect(field('New password')).toHaveValue('');
  await takePicture(agent.page, 'account-changed');
  await account.getByRole('button', { name: 'Close' }).click();
  await expect(agent.status).toHaveText('Available');

  await earlier.signIn('agent', 'demo');
  await expect(earlier.page.getByText('User name and password do not match')).toBeVisible();
  await earlier.signIn('agent', 'long enough');
  await expect(earlier.status).toHaveText('Available');
});

test('[SESSION-2][APP-6] a password changed by IT in the middle of a call: the customer is told, keeps the place and goes on with somebody else', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  await agentsCommand(dirname(cast.server.database), ['password', 'agent', '--password-stdin'], 'another long one');
  await expect(agent.page.getByText('Your account was changed, so you were signed out.')).toBeVisible();
  await expect(agent.button('Sign in')).toBeVisible();
  await takePicture(agent.page, 'revoked');
  await expect(customer.page.getByText('Your adviser had to leave the call.')).toBeVisible();
  await customer.expectPosition(1);
  await takePicture(customer.page, 'returned');

  const next = await cast.agent();
  await next.signIn('agent2');
  await next.choose('Available');
  await next.answer();
  await expectPicture(customer.page);
  await expectPicture(next.page);
  await customer.button('Hang up').click();
  await expect(next.status).toHaveText('Wrap-up');
});

/** `npm run agents -- …` on the server's store, as another person runs it. */
async function agentsCommand(dataDir: string, parameters: readonly string[], password: string): Promise<void> {
  const env = { ...process.env, VISAVIS_DATA_DIR: dataDir };
  const child = spawn(process.execPath, ['signalling/agents.ts', ...parameters], {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(password);
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

test('[UI-2][GUARD-2] after too many passwords the page says how long to wait', async ({ cast }) => {
  const agent = await cast.agent({ context: { viewport: { width: 390, height: 844 }, locale: 'fr-FR' } });
  const { page } = agent;
  const password = page.getByLabel('Mot de passe');
  for (let guess = 0; guess < 6; guess += 1) {
    await page.getByRole('textbox', { name: 'Nom d’utilisateur' }).fill('agent');
    await password.fill(`faux-${String(guess)}`);
    await agent.button('Se connecter').click();
    await expect(password).toHaveValue('');
  }
  await expect(password).toHaveAccessibleDescription(/Il y a eu trop de tentatives\. Réessayez dans \d+ secondes\./);
  await takePicture(page, 'too-many-tries-fr');
});
