// Queues, agents and passes from a settings file, as customers and agents meet them.
import { expect, test as base } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import { MAIL, scriptShell, shellSays, toldShell } from '../support/scriptedShell.ts';

const REASONS = 'reasons: [{ id: done, name: { en: Done, fr: Fait } }]';
const PASS = 'a-pass-for-ada-lovelace';
const SETTINGS = `
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, ${REASONS} }
  - { id: loans, name: { en: Loans, fr: Prêts }, ${REASONS}, skills: { loans: 5 } }
  - id: night
    name: { en: Night desk, fr: Service de nuit }
    ${REASONS}
    hours: { timeZone: Europe/Paris, week: {} }
    closedMessage: { en: The night desk opens in spring., fr: Le service de nuit ouvre au printemps. }
  - { id: fraud, name: { en: Card stolen, fr: Carte volée }, ${REASONS}, interruptReplyAfterMs: 1000, interruptCountdownMs: 8000, wrapUpLimitMs: 10000 }
agents:
  - { userName: agent2, skills: { loans: 7 } }
passes:
  - { code: ${PASS}, tier: priority }
`;

const test = base.extend(withSettings(SETTINGS));

test('[LOBBY-5][ROUTE-17] a closed topic says so in its own words, and starts no call', async ({ cast }) => {
  const customer = await cast.customer();
  await customer.fillLobby('Ada Lovelace', 'Night desk (closed now)');
  await expect(customer.page.getByText('The night desk opens in spring.')).toBeVisible();
  await customer.button('Start voice call').click();
  await expect(customer.line).toBeHidden();
});

test('[ROUTE-9] a call that asks for a skill rings at the agent who has it', async ({ cast }) => {
  const plain = await cast.agent();
  await plain.goAvailable('agent');
  const skilled = await cast.agent();
  await skilled.goAvailable('agent2');
  const customer = await cast.customer();
  await customer.fillLobby('Ada Lovelace', 'Loans');
  await customer.button('Start voice call').click();
  await expect(skilled.incoming).toBeVisible();
  await expect(plain.incoming).toBeHidden();
});

test('[ROUTE-8] a customer with a pass goes ahead of the line', async ({ cast }) => {
  const first = await cast.customer();
  await first.call('Grace Hopper', 'voice');
  const priority = await cast.customer({ query: `#pass=${PASS}` });
  await priority.call('Ada Lovelace', 'voice');
  await priority.expectPosition(1);
  await first.expectPosition(2);
});

test('[SHIELD-11] past the queue’s patience an agent who is writing is told quietly, then rung, and may decline', async ({
  cast,
}) => {
  const agent = await cast.agent({ prepare: scriptShell });
  await agent.goAvailable();
  await shellSays(agent.page, 'reply.begun', MAIL);
  const customer = await cast.customer();
  await customer.fillLobby('Ada Lovelace', 'Card stolen');
  await customer.button('Start voice call').click();
  await expect(agent.incoming.getByRole('heading', { name: 'You are needed' })).toBeVisible();
  expect(await toldShell(agent.page, 'attention.raise'), 'nothing rings yet').toEqual([]);
  await expect.poll(() => toldShell(agent.page, 'attention.raise')).toHaveLength(1);
  await expect(agent.incoming.getByRole('heading', { name: 'You are needed' })).toBeHidden();
  await agent.button('Decline').click();
  await expect(agent.status).toHaveText('Calls held – reply in progress');
  await customer.expectPosition(1);
});

test('[AGENT-8] wrap-up ends by itself, and what was written is not lost', async ({ cast }) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer();
  await customer.fillLobby('Ada Lovelace', 'Card stolen');
  await customer.button('Start voice call').click();
  await agent.answer();
  await customer.button('Hang up').click();
  await expect(agent.wrapUp.getByText(/^Ends by itself in/)).toBeVisible();
  await agent.wrapUp.getByRole('textbox', { name: 'Notes' }).fill('Blocked the card at once.');
  await expect(agent.status).toHaveText('Available');
  await expect(agent.recentCalls).toContainText('Blocked the card at once.');
});
