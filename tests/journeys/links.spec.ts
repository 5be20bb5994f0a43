// Customers who come with a link that the organisation has signed.
import { execFileSync } from 'node:child_process';
import { createJoseLinks } from '../../signalling/adapters/links/joseLinks.ts';
import { openSqliteStore } from '../../signalling/adapters/store/sqliteStore.ts';
import { agentIdSchema, callIdSchema, queueIdSchema, type Outcome } from '../../signalling/protocol/index.ts';
import { NO_CHANGES } from '../../signalling/service/ports/store.ts';
import { expect, test as base } from '../support/cast.ts';
import { withSettings } from '../support/settingsFile.ts';
import { takePicture } from '../support/takePicture.ts';

const SECRET = 's'.repeat(32);
const REASONS = 'reasons: [{ id: done, name: { en: Done, fr: Fait } }]';
const SETTINGS = `
queues:
  - { id: banking, name: { en: Everyday banking, fr: Banque au quotidien }, ${REASONS} }
  - { id: loans, name: { en: Loans, fr: Prêts }, ${REASONS}, linkNeeded: true }
links: { secrets: links.secret }
`;

const test = base.extend(withSettings(SETTINGS, { 'links.secret': `${SECRET}\n` }));

/** What `npm run links` prints, from its `#` on. */
function makeLink(env: Readonly<Record<string, string>>, ...more: readonly string[]): string {
  const command = ['signalling/links.ts', 'make', '--queue', 'loans', '--name', 'Zoé Müller', ...more];
  const printed = execFileSync(process.execPath, command, { env: { ...process.env, ...env }, encoding: 'utf8' });
  return printed.trim().slice(printed.indexOf('#'));
}

test('[LINK-1][LINK-2][LINK-3] a link calls once, by its name, and a reload keeps the call', async ({
  cast,
  serverEnv,
}) => {
  const agent = await cast.agent();
  await agent.goAvailable();
  const link = makeLink(serverEnv);
  const customer = await cast.customer({ query: link });
  await expect(customer.page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Zoé Müller');
  await customer.button('Start voice call').click();
  await expect(agent.incoming).toContainText('Zoé Müller');
  await customer.page.reload();
  await expect(customer.line).toBeVisible();
  await customer.button('Leave the line').click();

  const again = await cast.customer({ query: link });
  await again.button('Start voice call').click();
  await expect(again.page.getByText('This link has been used for a call already.')).toBeVisible();
  await expect(again.line).toBeHidden();
});

test('[LINK-2] a link that has expired says so, and calls nobody', async ({ cast }) => {
  const claims = { linkId: 'expired-link', queueId: queueIdSchema.parse('loans'), name: 'Zoé Müller', reference: null };
  const links = createJoseLinks({ secrets: [SECRET], publicKeys: [] });
  const link = await links.make?.({ ...claims, goodUntilMs: Date.now() - 120_000 });
  const customer = await cast.customer({ query: `#link=${String(link)}` });
  await customer.button('Start voice call').click();
  await expect(
    customer.page.getByText('This link is no longer valid. Please ask for a new one where you got it.'),
  ).toBeVisible();
  await expect(customer.line).toBeHidden();
});

test('[LINK-1] a topic that needs a link says so to whoever has none', async ({ cast }) => {
  const customer = await cast.customer();
  await customer.fillLobby('Ada Lovelace', 'Loans');
  await customer.button('Start voice call').click();
  await expect(customer.page.getByText('Calls on this topic need a personal link.')).toBeVisible();
});

test('[LINK-5] the agent sees whose matter it is while it rings, in the call, after it and in recent calls; the customer never', async ({
  cast,
  serverEnv,
}) => {
  const reference = 'Loan 2026-0815';
  const agent = await cast.agent();
  await agent.goAvailable();
  const customer = await cast.customer({ query: makeLink(serverEnv, '--reference', reference) });
  await customer.button('Start voice call').click();
  await expect(agent.incoming).toContainText(`Reference: ${reference}`);
  await takePicture(agent.page, 'reference-rings');
  await agent.answer();
  await expect(agent.page.getByText(`Loans · ${reference}`)).toBeVisible();
  await customer.expectInCall();
  await expect(customer.page.getByText(reference)).toHaveCount(0);
  await takePicture(agent.page, 'reference-call');
  await customer.button('Hang up').click();
  await expect(agent.wrapUp).toContainText(`Reference: ${reference}`);
  await takePicture(agent.page, 'reference-wrap-up');
  await agent.finish();
  await expect(agent.recentCalls).toContainText(reference);
  await takePicture(agent.page, 'reference-recent');
});

const DAY_MS = 86_400_000;

/** Calls under this reference before today, as the service files them. */
async function haveCalled(database: string, reference: string, calls: readonly (readonly [number, string, Outcome])[]) {
  const store = openSqliteStore(database, Date.now());
  for (const [daysAgo, customerName, outcome] of calls) {
    const startedAtMs = Date.now() - daysAgo * DAY_MS;
    const wasAnswered = outcome === 'answered';
    const agentId = wasAnswered ? agentIdSchema.parse('demo-agent2') : null;
    const callId = callIdSchema.parse(`call-of-${String(daysAgo)}`);
    const queueId = queueIdSchema.parse('loans');
    const about = { callId, topicId: queueId, topic: { en: 'Loans', fr: 'Prêts' }, customerName };
    const times = { startedAtMs, answeredAtMs: wasAnswered ? startedAtMs : null, endedAtMs: startedAtMs + 60_000 };
    const how = { outcome, endedBy: 'customer', endReason: wasAnswered ? 'hungUp' : 'leftLine' } as const;
    await store.commit({
      ...NO_CHANGES,
      endedCalls: [{ ...about, ...times, ...how, media: 'voice', agentId, reference }],
      ...(agentId === null
        ? {}
        : {
            leftSegments: [
              {
                ...{ callId, number: 1, agentId, how: 'answered', queueId },
                ...{ joinedMs: startedAtMs, leftMs: startedAtMs + 60_000 },
              },
            ],
            wrapUps: [{ callId, number: 1, reason: { en: 'Card blocked', fr: 'Carte bloquée' }, notes: 'Lost it.' }],
          }),
    });
  }
  await store.close();
}

const impatient = base.extend(
  withSettings(SETTINGS.replace('linkNeeded: true', 'linkNeeded: true, ringTimeoutMs: 9000'), {
    'links.secret': `${SECRET}\n`,
  }),
);

impatient(
  '[LINK-6] the agent reads what was called about lately while it rings, in the call and of a call that they missed',
  async ({ cast, serverEnv }) => {
    const reference = 'Loan 2026-0815';
    await haveCalled(cast.server.database, reference, [
      [12, 'Zoé Müller', 'answered'],
      [2, 'Zoé Müller', 'answered'],
      [1, 'Luc Müller', 'abandoned'],
    ]);
    const agent = await cast.agent();
    await agent.goAvailable();
    const customer = await cast.customer({ query: makeLink(serverEnv, '--reference', reference) });
    await customer.button('Start voice call').click();
    const lately = agent.incoming.getByRole('list', { name: 'Called lately' });
    await expect(lately.getByRole('listitem')).toHaveText([
      /\d\d:\d\d\s*Loans – not answered, Luc Müller$/,
      /\d\d:\d\d\s*Card blocked$/,
      /\d\d:\d\d\s*Card blocked$/,
    ]);
    await expect(agent.incoming).toContainText('3 calls in seven days');
    await expect(agent.incoming).not.toContainText('Lost it.');
    await takePicture(agent.page, 'contacts-ring');
    await agent.answer();
    await customer.expectInCall();
    await expect(customer.page.getByText('Card blocked')).toHaveCount(0);
    await agent.page.getByText('3 calls in seven days').click();
    await expect(agent.page.getByRole('list', { name: 'Called lately' })).toContainText('Card blocked');
    await takePicture(agent.page, 'contacts-call');
    await customer.button('Hang up').click();
    await agent.finish();

    const again = await cast.customer({ query: makeLink(serverEnv, '--reference', reference) });
    await again.button('Start voice call').click();
    await expect(agent.incoming).toContainText('4 calls in seven days');
    await expect(agent.status).toHaveText('Away: No answer');
    const missed = agent.recentCalls.getByRole('listitem').filter({ hasText: 'Missed' });
    await expect(missed).toContainText('4 calls in seven days');
    await expect(missed).toContainText('Card blocked');
    await takePicture(agent.page, 'contacts-missed');
  },
);
