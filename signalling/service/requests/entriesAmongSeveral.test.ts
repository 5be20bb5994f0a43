// Who of those in a call of more than two puts entries on its record.
import { expect, it } from 'vitest';
import type { AgentId } from '../../protocol/index.ts';
import { createBench, type Person } from '../../testing/serviceBench.ts';

it('[ENTRY-3] takes entries of agents who talk with all, and of nobody who only listens, whispers, is rung to, or came by a link', async () => {
  const bench = await createBench();
  const alex = await bench.agentOfToday();
  const zoe = await bench.connectKnowing('customer');
  await zoe.starts('Zoé');
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  const [billie, sacha] = [await bench.agentOfToday('agent2'), await bench.agentOfToday('supervisor')];
  const { inviteToken } = await alex.does('call.inviteGuest', { callId });
  const gil = await bench.connectKnowing('customer');
  let told = 0;
  const adds = (person: Person): Promise<string> => {
    told += 1;
    const entry = { kind: 'chat', messageId: `m${told}`, text: 'Hello' } as const;
    return person.tries('call.addEntry', { callId, entryId: `e${told}`, entry });
  };

  await alex.does('call.addPerson', { callId, to: { kind: 'agent', agentId: 'demo-agent2' as AgentId } });
  expect(await adds(billie)).toBe('callNotFound');
  await billie.answers();
  await gil.does('guest.enter', { inviteToken, name: 'Gil' });
  const work = alex.view?.work;
  const people = (work?.name === 'inCall' ? work.call.conference?.people : undefined) ?? [];
  await alex.does('guest.admit', { callId, legId: people.at(-1)?.legId ?? expect.fail('Gil waits') });
  const answers: Record<string, string> = {};
  for (const mode of ['listen', 'whisper', 'barge'] as const) {
    await sacha.does('call.supervise', { callId, mode });
    answers[mode] = await adds(sacha);
  }
  expect(answers).toEqual({ listen: 'callNotFound', whisper: 'callNotFound', barge: 'ok' });
  expect([await adds(billie), await adds(alex), await adds(zoe), await adds(gil)]).toEqual([
    ...['ok', 'ok', 'ok', 'callNotFound'],
  ]);
  await billie.does('call.leave', { callId });
  await bench.clock.advance(120_000);
  expect(await adds(billie)).toBe('ok');
  await bench.clock.advance(1);
  expect(await adds(billie)).toBe('callNotFound');
  const { entries } = await alex.does('history.entries', { callId });
  expect(entries.map(({ party }) => party)).toEqual(['agent', 'agent', 'agent', 'customer', 'agent']);
});
