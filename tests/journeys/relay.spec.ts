// Calls through a real relay: credentials, their renewal, TCP where UDP is blocked, and a relay that dies.
import { expect, test as base, type Cast } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { AgentPage } from '../support/agentPage.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { startCoturn, whyNoCoturn, type Coturn } from '../support/coturn.ts';
import { expectPicture, expectSound } from '../support/mediaProbe.ts';

const reason = whyNoCoturn();
base.skip(reason !== undefined, reason ?? '');

const test = base.extend<{ coturn: Coturn; transport: 'udp' | 'tcp'; turnEnv: Record<string, string> }>({
  // eslint-disable-next-line no-empty-pattern
  coturn: async ({}, use) => {
    const coturn = await startCoturn();
    await use(coturn);
    await coturn.close();
  },
  transport: ['udp', { option: true }],
  turnEnv: [{}, { option: true }],
  serverEnv: async ({ coturn, transport, turnEnv }, use) => {
    await use({
      VISAVIS_RELAY_ONLY: '1',
      VISAVIS_TURN_URLS: `turn:127.0.0.1:${String(coturn.port)}?transport=${transport}`,
      VISAVIS_TURN_SECRET: coturn.secret,
      ...turnEnv,
    });
  },
});
test.use({ microphone: 'heard' });

async function connect(cast: Cast): Promise<[AgentPage, CustomerPage]> {
  const { agent, customer } = await connectCall(cast);
  await expectSound(customer.page);
  return [agent, customer];
}

/** Kinds and transports of the candidates that the page's media really uses. */
function pathInUse({ page }: AgentPage | CustomerPage): Promise<string[]> {
  return page.evaluate(async () => {
    const made = (window as unknown as { connectionsMade: RTCPeerConnection[] }).connectionsMade;
    const report = await made
      .filter((connection) => connection.connectionState === 'connected')
      .at(-1)
      ?.getStats();
    const entries = [...(report?.values() ?? [])] as Record<string, string>[];
    const transport = entries.find((entry) => entry['type'] === 'transport');
    const pair = entries.find((entry) => entry['id'] === transport?.['selectedCandidatePairId']);
    const local = entries.find((entry) => entry['id'] === pair?.['localCandidateId']);
    return [local?.['candidateType'] ?? '', local?.['relayProtocol'] ?? ''];
  });
}

test('[TURN-1] a relay-only call goes through the relay with the server’s credentials', async ({ cast, coturn }) => {
  const [agent, customer] = await connect(cast);
  await expectPicture(agent.page);
  await expectPicture(customer.page);
  expect(await pathInUse(customer)).toEqual(['relay', 'udp']);
  expect(await pathInUse(agent)).toEqual(['relay', 'udp']);
  expect(coturn.log.some((line) => /ALLOCATE processed, success/i.test(line))).toBe(true);
});

test.describe('where UDP is blocked', () => {
  test.use({ transport: 'tcp' });

  test('[TURN-2] the relay is reached over TCP', async ({ cast }) => {
    const [agent, customer] = await connect(cast);
    await expectPicture(agent.page);
    expect(await pathInUse(customer)).toEqual(['relay', 'tcp']);
  });
});

test.describe('with credentials that live ten seconds', () => {
  test.use({ turnEnv: { VISAVIS_TURN_TTL_S: '10' } });

  test('[MEDIA-12] a call outlives its credentials without a gap', async ({ cast }) => {
    const [agent, customer] = await connect(cast);
    await expectPicture(customer.page);
    const made = (): Promise<number> =>
      customer.page.evaluate(() => (window as unknown as { connectionsMade: unknown[] }).connectionsMade.length);
    await expect.poll(made).toBeGreaterThanOrEqual(3);
    await expectPicture(customer.page);
    await expectSound(agent.page);
    await expect(customer.page.getByText('Reconnecting…')).toBeHidden();
  });
});

test('[MEDIA-10] a relay that dies in silence is left as soon as it lives again', async ({ cast, coturn }) => {
  const [agent, customer] = await connect(cast);
  await expectPicture(customer.page);
  coturn.freeze();
  await expect(customer.page.getByText('Reconnecting…')).toBeVisible();
  await expect(agent.page.getByText('Reconnecting…')).toBeVisible();
  coturn.wake();
  await expect(customer.page.getByText('Reconnecting…')).toBeHidden();
  await expectPicture(customer.page);
  await expectSound(agent.page);
});
