// The real server killed at each step of asking a colleague and of handing a call on: everybody is where they were.
import { afterEach, expect, it } from 'vitest';
import type { AgentId, OfferId } from './protocol/index.ts';
import { openSqliteStore } from './adapters/store/sqliteStore.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { SteadyPerson } from './testing/kills/steadyPerson.ts';
import { createSeededRandom } from './testing/seededRandom.ts';

const [ALEX, BILLIE] = ['demo-agent', 'demo-agent2'] as [AgentId, AgentId];

let server: ChildServer | undefined;
let people: SteadyPerson[] = [];
afterEach(async () => {
  for (const { client } of people) client.stop();
  await server?.dispose();
});

/** Such as `inCall, asking, talks with colleague`. */
function workOf({ agent }: SteadyPerson): string {
  const work = agent?.work;
  if (work?.name === 'ringing')
    return work.offer.consult ? `ringing, asked by ${work.offer.consult.byName}` : 'ringing';
  if (work?.name !== 'inCall') return work?.name ?? 'unknown';
  const { consult } = work.call;
  return consult ? `inCall, ${consult.role}, ${consult.talk ? `talks with ${consult.talksWith}` : 'rings'}` : 'inCall';
}

/** Such as `Alex Martin, held`. */
function phaseOf({ call }: SteadyPerson): string {
  const phase = call?.phase;
  return phase?.name === 'active' ? `${phase.agentName}${phase.held ? ', held' : ''}` : (phase?.name ?? 'unknown');
}

function offerOf({ agent }: SteadyPerson): { readonly offerId: OfferId } {
  if (agent?.work.name !== 'ringing') throw new Error('nothing rings');
  return { offerId: agent.work.offer.offerId };
}

it(
  '[CONSULT-5][TRANSFER-5] a server that is killed at any step of it finds everybody where they were',
  { timeout: 240_000 },
  async () => {
    const running = await startChildServer({ VISAVIS_RING_TIMEOUT_MS: '60000' });
    server = running;
    const random = createSeededRandom(7);
    const [alex, billie, zoe] = ['agent', 'agent2', null].map(
      (name) => new SteadyPerson(running.port, random, name),
    ) as [SteadyPerson, SteadyPerson, SteadyPerson];
    people = [alex, billie, zoe];
    const areIn = (): Promise<void> =>
      expect.poll(() => people.every(({ client }) => client.enteredAtMs !== null), { timeout: 20_000 }).toBe(true);
    const expectAll = async (...states: [string, string, string]): Promise<void> => {
      const now = (): string[] => [workOf(alex), workOf(billie), phaseOf(zoe)];
      await expect.poll(now, { timeout: 10_000 }).toEqual(states);
      await running.kill();
      await expect.poll(() => people.every(({ client }) => client.enteredAtMs === null)).toBe(true);
      await running.restart();
      await areIn();
      await expect.poll(now, { timeout: 10_000 }).toEqual(states);
    };
    await areIn();
    const callId = await zoe.start();
    await alex.does('agent.setIntent', { intent: { name: 'available' } });
    await expect.poll(() => workOf(alex), { timeout: 10_000 }).toBe('ringing');
    await alex.does('offer.answer', { ...offerOf(alex), withVideo: true });
    await alex.does('peer.reportConnected', { callId, generation: 1 });
    await billie.does('agent.setIntent', { intent: { name: 'available' } });

    const said = { reason: 'Still open?', notes: 'Wants to borrow' };
    await alex.does('call.consult', { callId, to: BILLIE, ...said });
    await expectAll('inCall, asking, rings', 'ringing, asked by Alex Martin', 'Alex Martin, held');
    await billie.does('offer.answer', { ...offerOf(billie), withVideo: true });
    await expectAll('inCall, asking, talks with colleague', 'inCall, asked, talks with colleague', 'Alex Martin, held');
    await alex.does('consult.swap', { callId, to: 'customer' });
    await expectAll('inCall, asking, talks with customer', 'inCall, asked, talks with customer', 'Alex Martin');
    await alex.does('consult.end', { callId });
    await expectAll('inCall', 'idle', 'Alex Martin');
    await alex.does('call.consult', { callId, to: BILLIE, ...said });
    await expect.poll(() => workOf(billie)).toContain('ringing');
    await billie.does('offer.answer', { ...offerOf(billie), withVideo: true });
    await alex.does('consult.complete', { callId });
    await expectAll('wrapUp', 'inCall', 'Billie Durand');

    await alex.does('wrapUp.finish', { callId, reasonId: 'other', notes: 'of Alex' });
    await billie.does('call.transfer', { callId, to: { kind: 'agent', agentId: ALEX }, ...said });
    await expectAll('ringing', 'wrapUp', 'waiting');
    await billie.does('wrapUp.finish', { callId, reasonId: 'other', notes: 'of Billie' });
    await alex.does('offer.decline', offerOf(alex));
    await expectAll('idle', 'ringing', 'waiting');
    await billie.does('offer.answer', { ...offerOf(billie), withVideo: true });
    await expectAll('idle', 'inCall', 'Billie Durand');
    await zoe.does('call.hangUp', {});
    await expectAll('idle', 'wrapUp', 'ended');
    await billie.does('wrapUp.finish', { callId, reasonId: 'other', notes: 'of Billie again' });

    expect(await running.stop()).toBe(0);
    const store = openSqliteStore(`${running.dataDir}/visavis.sqlite`, 0);
    const parts = (await store.segmentsOf(callId)).map(({ agentId, how, notes }) => [agentId, how, notes]);
    const ended = await store.findEndedCall(callId);
    await store.close();
    expect(ended).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: BILLIE });
    expect(parts).toEqual([
      [ALEX, 'answered', 'of Alex'],
      [BILLIE, 'consulted', null],
      [BILLIE, 'consulted', null],
      [BILLIE, 'transferred', 'of Billie'],
      [BILLIE, 'transferred', 'of Billie again'],
    ]);
    expect(running.complaints).toEqual([]);
  },
);
