// An agent's day beside the calls: signing in, wrap-up, a second window, a server that goes away.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import { expectPicture } from '../support/mediaProbe.ts';

test('[APP-6][AGENT-6] sign-in says what is wrong, and a reload needs no password', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.signIn('agent', 'wrong');
  const password = agent.page.getByRole('textbox', { name: 'Password' });
  await expect(password).toHaveAccessibleDescription('User name and password do not match. Check both and try again.');
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('');
  await agent.goAvailable();
  const kept = await agent.page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain('demo');
  await agent.page.reload();
  await expect(agent.status).toHaveText('Available');
  await agent.button('Sign out').click();
  await expect(agent.button('Sign in')).toBeVisible();
  await agent.page.reload();
  await expect(agent.button('Sign in')).toBeVisible();
});

test('[GUARD-3] after signing in it is said once that a wrong password had been tried', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.signIn('agent', 'wrong');
  await expect(agent.page.getByText('User name and password do not match.')).toBeVisible();
  await agent.signIn();
  const told = agent.page.getByText('a wrong password or code was entered once for your account');
  await expect(told).toBeVisible();
  await agent.button('Close').click();
  await expect(told).toBeHidden();
  await agent.page.reload();
  await expect(agent.status).toBeVisible();
  await expect(told).toBeHidden();
});

test('[APP-4][AGENT-3][AGENT-4] notes survive a reload; the intent chosen in the call holds after it', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  await agent.choose('Away: Lunch');
  await expect(agent.page.getByText('After this call: Away: Lunch')).toBeVisible();
  await agent.button('Hang up').click();
  await expect(customer.page.getByText('Your adviser ended the call.')).toBeVisible();

  const notes = agent.wrapUp.getByRole('textbox', { name: 'Notes' });
  await notes.fill('Half a thought');
  await agent.page.reload();
  await expect(notes).toHaveValue('Half a thought');
  await agent.wrapUp.getByRole('button', { name: 'Finish' }).click();
  await expect(agent.wrapUp.getByRole('combobox')).toHaveAccessibleDescription(/Please choose a reason/);
  await agent.finish();
  await expect(agent.status).toHaveText('Away: Lunch');
  await expect(agent.recentCalls).toContainText('Half a thought');
});

test('[AGENT-5] a second window takes over, the first is told and can take back', async ({ cast }) => {
  const first = await cast.agent();
  await first.goAvailable();
  const second = await cast.agent();
  await second.signIn();
  await expect(second.status).toHaveText('Available');
  await expect(first.page.getByText('This was opened in another window, which has taken over.')).toBeVisible();
  await first.button('Use it here').click();
  await expect(first.status).toHaveText('Available');
  await expect(second.page.getByText('This was opened in another window')).toBeVisible();
});

test('[APP-5][STORE-2] a server that restarts costs a notice, not the call', async ({ cast }) => {
  const { agent, customer } = await connectCall(cast);
  await expectPicture(customer.page);
  const waiting = await cast.customer();
  await waiting.call('Behind');

  await cast.server.kill();
  await expect(agent.page.getByText('Your call goes on; reconnecting by itself')).toBeVisible();
  await expectPicture(customer.page);
  await expectPicture(agent.page);
  await cast.server.restart();
  for (const { page } of [agent, customer, waiting]) await expect(page.getByText('reconnecting')).toBeHidden();
  await waiting.expectPosition(1);
  await expectPicture(customer.page);
  await customer.button('Hang up').click();
  await expect(agent.status).toHaveText('Wrap-up');
});

test('[LANG-1] speaks French when asked by link or browser, and remembers a choice', async ({ cast }) => {
  const linked = await cast.customer({ query: '?lang=fr' });
  await expect(linked.page.getByRole('heading', { name: 'Parler à un conseiller' })).toBeVisible();
  await expect(linked.page.locator('html')).toHaveAttribute('lang', 'fr');
  const browser = await cast.agent({ context: { locale: 'fr-FR' } });
  await expect(browser.button('Se connecter')).toBeVisible();
  await browser.button('English').click();
  await expect(browser.button('Sign in')).toBeVisible();
  await browser.page.goto(`${cast.server.origin}/agent/`);
  await expect(browser.button('Sign in')).toBeVisible();
});
