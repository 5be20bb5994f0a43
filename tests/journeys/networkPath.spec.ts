// The network under a call dies, changes or merely wobbles. Each browser sits in a network of its own.
import { expect, test, type Cast } from '../support/cast.ts';
import { connectCall } from '../support/connectCall.ts';
import type { AgentPage } from '../support/agentPage.ts';
import type { CustomerPage } from '../support/customerPage.ts';
import { expectPicture, expectSound, readMedia } from '../support/mediaProbe.ts';
import { startTwoNetworks, whyNoNetworks, type TwoNetworks } from '../support/twoNetworks.ts';

const reason = whyNoNetworks();
test.skip(reason !== undefined, reason ?? '');
test.use({ microphone: 'heard' });

type Call = { agent: AgentPage; customer: CustomerPage; networks: TwoNetworks };

async function connect(cast: Cast): Promise<Call> {
  const networks = await startTwoNetworks(cast.server.origin);
  const { browsers } = networks;
  const { agent, customer } = await connectCall(cast, {
    agent: { browser: browsers.agent },
    customer: { browser: browsers.customer },
  });
  await expectPicture(customer.page);
  await expectSound(agent.page);
  return { agent, customer, networks };
}

/** Which cables the page's open connections use now, by the selected pair's local address. */
function cableInUse({ page }: AgentPage | CustomerPage): Promise<string> {
  return page.evaluate(async () => {
    const made = (window as unknown as { connectionsMade: RTCPeerConnection[] }).connectionsMade;
    const newest = made.filter((connection) => connection.connectionState === 'connected').at(-1);
    const report = [...((await newest?.getStats()) ?? new Map<string, unknown>()).values()] as Record<string, string>[];
    const transport = report.find((entry) => entry['type'] === 'transport');
    const pair = report.find((entry) => entry['id'] === transport?.['selectedCandidatePairId']);
    return report.find((entry) => entry['id'] === pair?.['localCandidateId'])?.['address'] ?? '';
  });
}

/** Notes the times at which the page shows "Reconnecting", from now on. */
async function watchReconnecting({ page }: AgentPage | CustomerPage): Promise<void> {
  await page.evaluate(() => {
    const seen: { atMs: number; shown: boolean }[] = [];
    Object.assign(window, { reconnectingSeen: seen });
    const look = (): void => {
      const shown = document.body.textContent.includes('Reconnecting…');
      if (shown !== (seen.at(-1)?.shown ?? false)) seen.push({ atMs: performance.now(), shown });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** A machine that stands still for a moment may say so for a few milliseconds; a path that is lost, for a second and more. */
const A_STALL_MS = 300;

function longestShownMs(seen: readonly { readonly atMs: number; readonly shown: boolean }[]): number {
  return seen.reduce((longest, { atMs, shown }, index) => {
    return shown ? Math.max(longest, (seen[index + 1]?.atMs ?? Infinity) - atMs) : longest;
  }, 0);
}

function reconnectingSeen({ page }: AgentPage | CustomerPage): Promise<{ atMs: number; shown: boolean }[]> {
  return page.evaluate(
    () => (window as unknown as { reconnectingSeen: { atMs: number; shown: boolean }[] }).reconnectingSeen,
  );
}

test('[MEDIA-10] a path that dies is noticed, and replaced by another beside it', async ({ cast }) => {
  const { agent, customer, networks } = await connect(cast);
  try {
    const address = await cableInUse(customer);
    const cable = address.startsWith('10.77.1.') ? 1 : 2;
    await Promise.all([watchReconnecting(agent), watchReconnecting(customer)]);
    networks.cut(cable);
    await expect
      .poll(async () => (await reconnectingSeen(customer)).map(({ shown }) => shown).slice(-2))
      .toEqual([true, false]);
    await expect.poll(() => cableInUse(customer)).toContain(`10.77.${cable === 1 ? '2' : '1'}.`);
    await Promise.all([expectPicture(customer.page), expectPicture(agent.page), expectSound(agent.page)]);
    await expect.poll(async () => (await readMedia(customer.page)).connections).toBe(1);
  } finally {
    await networks.close();
  }
});

test('[MEDIA-10] another address, as after a change of Wi-Fi, costs a moment', async ({ cast }) => {
  const { agent, customer, networks } = await connect(cast);
  try {
    networks.cut(2);
    await expectPicture(customer.page);
    await expectPicture(agent.page);
    networks.changeAddress('customer', 1, 7);
    await expectPicture(customer.page);
    await expectPicture(agent.page);
    await expectSound(agent.page);
    await expect.poll(() => cableInUse(customer)).toBe('10.77.1.7');
  } finally {
    await networks.close();
  }
});

test('[MEDIA-10] interfaces that do not carry the call may come and go', async ({ cast }) => {
  const { agent, customer, networks } = await connect(cast);
  try {
    await Promise.all([watchReconnecting(agent), watchReconnecting(customer)]);
    const made = (): Promise<number> =>
      customer.page.evaluate(() => (window as unknown as { connectionsMade: unknown[] }).connectionsMade.length);
    const before = await made();
    for (const present of [true, false, true, false]) {
      networks.setIdleInterface('customer', present);
      await expectPicture(agent.page);
    }
    expect(await made()).toBe(before);
    for (const side of [customer, agent]) expect(longestShownMs(await reconnectingSeen(side))).toBeLessThan(A_STALL_MS);
  } finally {
    await networks.close();
  }
});
