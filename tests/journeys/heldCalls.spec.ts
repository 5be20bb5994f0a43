// What agent and customer see while calls are held because a reply is being written. The shell is scripted here; the mail
// programs themselves are in journeys of their own.
import { AgentPage } from '../support/agentPage.ts';
import { expect, test } from '../support/cast.ts';
import { expectPicture } from '../support/mediaProbe.ts';
import { MAIL, scriptShell, shellSays, toldShell } from '../support/scriptedShell.ts';

const HELD = 'Calls held – reply in progress';

test('[SHIELD-16][SHIELD-1] nothing rings while a reply is written; it rings when the reply is sent', async ({
  cast,
}) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  await shellSays(agent.page, 'reply.begun', MAIL);
  await expect(agent.status).toHaveText(HELD);
  await expect(agent.page.getByText('Nobody is waiting.')).toBeVisible();
  expect(await toldShell(agent.page, 'replies.setHeld')).toContainEqual({ callsHeld: true, cause: 'reply' });

  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await expect(agent.page.getByText('1 caller is waiting.')).toBeVisible();
  await expect(agent.incoming).toBeHidden();
  expect(await toldShell(agent.page, 'attention.raise')).toEqual([]);
  await shellSays(agent.page, 'reply.ended', { activityId: MAIL.activityId, how: 'sent' });
  await agent.answer();
  await expectPicture(agent.page);
});

test('[SHIELD-16][SHIELD-2] what rings when the agent begins to write falls silent and keeps its place', async ({
  cast,
}) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  await expect(agent.incoming).toBeVisible();
  await shellSays(agent.page, 'reply.begun', MAIL);
  await expect(agent.incoming).toBeHidden();
  await expect(agent.status).toHaveText(HELD);
  await expect(customer.page.getByRole('status')).toContainText('Position 1');
  await agent.button('Take calls').click();
  await expect(agent.incoming).toBeVisible();
  expect(await toldShell(agent.page, 'replies.takeCalls')).toHaveLength(1);
});

test('[SHIELD-5] a page that is reloaded while its agent writes is not rung', async ({ cast }) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  await shellSays(agent.page, 'reply.begun', MAIL);
  await expect(agent.status).toHaveText(HELD);
  await agent.page.reload();
  await expect(agent.status).toHaveText(HELD);
});

test('[BOARD-1][BOARD-2][BOARD-4] a supervisor sees queues, agents and who is held, and sets a state', async ({
  cast,
}) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  await shellSays(agent.page, 'reply.begun', MAIL);
  const customer = await cast.customer();
  await customer.call('Ada Lovelace');
  const supervisor = new AgentPage((await cast.agent()).page);
  await supervisor.signIn('supervisor');
  await supervisor.button('Wallboard').click();
  const board = supervisor.page.getByRole('region', { name: 'Wallboard' });
  const row = board.getByRole('row').filter({ hasText: HELD });
  await expect(row).toContainText('Alex');
  await expect(board.getByRole('img', { name: /^Today: / })).toBeVisible();
  await expect(board.getByRole('definition').first()).toHaveText('1');
  await row.getByRole('button', { name: /^Set the state of/ }).click();
  await supervisor.page.getByRole('menuitem', { name: 'Away: Training' }).click();
  await expect(agent.status).toHaveText('Away: Training');

  const saved = supervisor.page.waitForEvent('download');
  await board.getByRole('button', { name: 'Export as CSV' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^visavis-\d{4}-\d\d-\d\d\.csv$/);
});
