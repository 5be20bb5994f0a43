// The real server killed while an agent has several calls in hand: what rings, who is on hold and what is to be wrapped up stay so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { SteadyPerson } from './testing/kills/steadyPerson.ts';
import { createSeededRandom } from './testing/seededRandom.ts';

const SETTINGS = `
queues:
  - { id: everyday, name: { en: Banking, fr: Banque }, reasons: [{ id: done, name: { en: Done, fr: Fait } }], ringTimeoutMs: 60000 }
agents:
  - { userName: agent, channels: { voice: { capacity: 2 }, video: { capacity: 2 } } }
`;

const folder = mkdtempSync(join(tmpdir(), 'visavis-in-hand-'));
let server: ChildServer | undefined;
let people: SteadyPerson[] = [];
afterEach(async () => {
  for (const { client } of people) client.stop();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Such as `inCall; 1 on hold, 0 to wrap up, rings`. */
function workOf({ agent }: SteadyPerson): string {
  const { work, inHand } = agent ?? {};
  if (inHand === undefined) return work?.name ?? 'unknown';
  const rings = inHand.offer === undefined ? '' : ', rings';
  return `${work?.name ?? 'unknown'}; ${inHand.calls.length} on hold, ${inHand.wrapUps.length} to wrap up${rings}`;
}

function phaseOf({ call }: SteadyPerson): string {
  const phase = call?.phase;
  if (phase?.name !== 'active') return phase?.name ?? 'unknown';
  return phase.held ? 'on hold' : 'talks';
}

it(
  '[TASK-5] a server that is killed with several calls in hand finds each as it was',
  { timeout: 240_000 },
  async () => {
    const config = join(folder, 'visavis.yaml');
    writeFileSync(config, SETTINGS);
    const running = await startChildServer({ VISAVIS_CONFIG: config });
    server = running;
    const random = createSeededRandom(11);
    const [alex, zoe, yves] = ['agent', null, null].map((name) => new SteadyPerson(running.port, random, name)) as [
      SteadyPerson,
      SteadyPerson,
      SteadyPerson,
    ];
    people = [alex, zoe, yves];
    const areIn = (): Promise<void> =>
      expect.poll(() => people.every(({ client }) => client.enteredAtMs !== null), { timeout: 20_000 }).toBe(true);
    const expectAll = async (...states: [string, string, string]): Promise<void> => {
      const now = (): string[] => [workOf(alex), phaseOf(zoe), phaseOf(yves)];
      await expect.poll(now, { timeout: 10_000 }).toEqual(states);
      await running.kill();
      await expect.poll(() => people.every(({ client }) => client.enteredAtMs === null)).toBe(true);
      await running.restart();
      await areIn();
      await expect.poll(now, { timeout: 10_000 }).toEqual(states);
    };
    const answer = async (): Promise<void> => {
      const ringing = () => (alex.agent?.work.name === 'ringing' ? alex.agent.work.offer : alex.agent?.inHand?.offer);
      await expect.poll(ringing, { timeout: 10_000 }).toBeDefined();
      const { offerId, callId } = ringing() ?? expect.fail('nothing rings');
      await alex.does('offer.answer', { offerId, withVideo: true });
      await alex.does('peer.reportConnected', { callId, generation: 1 });
    };

    await areIn();
    await alex.does('agent.setIntent', { intent: { name: 'available' } });
    const first = await zoe.start();
    await answer();
    const second = await yves.start('Yves', 'another-start-of-the-killed-test');
    await expectAll('inCall; 0 on hold, 0 to wrap up, rings', 'talks', 'waiting');
    await answer();
    await expectAll('inCall; 1 on hold, 0 to wrap up', 'on hold', 'talks');
    await alex.does('task.choose', { callId: first });
    await expectAll('inCall; 1 on hold, 0 to wrap up', 'talks', 'on hold');
    await yves.does('call.hangUp', {});
    await expect.poll(() => workOf(alex)).toBe('inCall; 0 on hold, 1 to wrap up');
    await alex.does('call.hangUp', {});
    await expect.poll(() => workOf(alex)).toBe('wrapUp; 0 on hold, 1 to wrap up');
    await running.kill();
    await running.restart();
    await areIn();
    await alex.does('wrapUp.finish', { callId: first, reasonId: 'done', notes: '' });
    await alex.does('wrapUp.finish', { callId: second, reasonId: 'done', notes: '' });
    await expect.poll(() => workOf(alex)).toBe('idle');
    expect(running.complaints).toEqual([]);
  },
);
