// What stands beside a call: one panel, the newest words in it, and the keyboard where the person is.
import { expect, test } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';

test('[APP-8][APP-9][CHAT-7] one panel at a time, the newest message in sight, and the focus never lost', async ({
  cast,
}) => {
  const { agent, customer } = await connectCall(cast);
  const { page } = agent;
  await expect(page.getByRole('heading', { name: 'Ada', exact: true })).toBeFocused();
  const pressed = async (): Promise<(string | null)[]> =>
    Promise.all(['Chat', 'Verify identity'].map((name) => agent.button(name).getAttribute('aria-pressed')));

  await agent.button('Chat').click();
  for (let line = 1; line <= 12; line += 1) {
    await page
      .getByRole('textbox', { name: 'Message' })
      .fill(`Line ${String(line)} of a long story, to be read to its end`);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByText('Line 12 of')).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 460 });
  await expect(page.getByText('Line 1 of')).not.toBeInViewport();
  await expect(page.getByText('Line 12 of')).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 720 });

  await agent.button('Verify identity').click();
  await expect(page.getByRole('region', { name: 'Identity' })).toBeVisible();
  expect(await pressed()).toEqual(['false', 'true']);
  await agent.button('Chat').click();
  await expect(page.getByRole('log', { name: 'Messages' })).toBeVisible();
  expect(await pressed()).toEqual(['true', 'false']);
  await agent.button('Close chat').click();

  await customer.button('Hang up').click();
  await expect(agent.wrapUp.getByRole('heading', { name: 'Ada', exact: true })).toBeFocused();
  await agent.finish();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeFocused();
  await agent.button('Sign out').click();
  await expect(page.getByRole('textbox', { name: 'User name' })).toBeFocused();
});
