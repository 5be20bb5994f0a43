// What is told of supervision: on the wallboard, to the agent and to the customer.
import { expect, it } from 'vitest';
import { CAPABILITIES, type BoardCall } from '../../../protocol/index.ts';
import { createManualClock } from '../../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { createBench, helloAs, type Person } from '../../../testing/serviceBench.ts';
import type { MediaBridgeState } from '../../ports/mediaBridge.ts';
import { DEFAULT_SUPERVISION, type SupervisionRules } from '../../policies.ts';

/** Zoé talks with Alex; Sacha, who supervises, is free. All of their pages know rooms. */
async function talking(
  rules: SupervisionRules = DEFAULT_SUPERVISION,
  bridgeAsAnswered: MediaBridgeState = { is: 'available' },
) {
  const bench = await createBench(createMemoryStore(), createManualClock());
  bench.bridge.becomes(bridgeAsAnswered);
  const { policies } = bench.service;
  policies.current = { ...policies.current, supervision: rules };
  const alex = await bench.agentOfToday();
  const sacha = await bench.agentOfToday('supervisor');
  await sacha.does('agent.setIntent', { intent: { name: 'away', reason: 'training' } });
  const zoe = await bench.connectKnowing('customer');
  await zoe.starts('Zoé');
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  bench.bridge.becomes({ is: 'available' });
  return { bench, alex, sacha, zoe, callId };
}

async function onBoard(supervisor: Person): Promise<Readonly<Record<string, BoardCall | undefined>>> {
  const { agents } = await supervisor.does('board.read', {});
  return Object.fromEntries(agents.map(({ displayName, call }) => [displayName, call]));
}

function namesFor({ view, call }: Person): readonly string[] | undefined {
  const ofAgent = view?.work.name === 'inCall' ? view.work.call.conference : undefined;
  const ofCustomer = call?.phase.name === 'active' ? call.phase.conference : undefined;
  return (ofAgent ?? ofCustomer)?.people.map(({ name }) => name);
}

it('[BOARD-7] the wallboard tells who has which call, and who supervises it and how', async () => {
  const { alex, sacha, callId } = await talking();
  expect(await onBoard(sacha)).toMatchObject({ 'Alex Martin': { callId, supervisedBy: [] } });
  await sacha.does('call.supervise', { callId, mode: 'listen' });
  await sacha.does('call.supervise', { callId, mode: 'whisper' });
  const board = await onBoard(sacha);
  const bySacha = { agentId: 'demo-supervisor', displayName: 'Sacha Petit', mode: 'whisper' };
  expect(board['Alex Martin']).toEqual({ callId, supervisedBy: [bySacha] });
  // Whoever supervises follows a call and has none.
  expect(board['Sacha Petit']).toBeUndefined();
  await sacha.does('call.leave', { callId });
  expect((await onBoard(sacha))['Alex Martin']?.supervisedBy).toEqual([]);
  await alex.does('call.hangUp', {});
  expect((await onBoard(sacha))['Alex Martin']).toBeUndefined();
});

it('[BOARD-7] it tells which page is too old for supervision, and a wallboard of before is told nothing of it', async () => {
  const bench = await createBench();
  const alex = await bench.agentWithoutRooms();
  await bench.customer();
  const callId = await alex.answers();
  const sacha = await bench.agentOfToday('supervisor');
  expect((await onBoard(sacha))['Alex Martin']).toEqual({ callId, supervisedBy: [], outdated: 'customer' });
  const before = await bench.connect(null);
  const capabilities = CAPABILITIES.filter((name) => name !== 'rooms');
  await before.does('session.hello', { ...helloAs('agent'), capabilities });
  await before.does('agent.signIn', { userName: 'supervisor', password: 'demo' });
  expect(JSON.stringify(await before.asks('board.read', {}))).not.toContain(callId);
});

it('[BOARD-8] supervisors are told whether there is anything for more than two to go through, or why not', async () => {
  const { bench, alex, sacha } = await talking();
  expect(await sacha.does('board.health', {})).toEqual({ store: 'ok', rooms: 'available' });
  bench.bridge.becomes({ is: 'unavailable', why: 'noWorker' });
  expect(await sacha.does('board.health', {})).toEqual({ store: 'ok', rooms: 'noWorker' });
  expect(await alex.tries('board.health', {})).toBe('notAllowed');
});

it('[JOIN-11][JOIN-13] an agent who is not to be told of listening learns of it when somebody speaks; supervisors know', async () => {
  const { alex, sacha, zoe, callId } = await talking({ agentsAreTold: false, customersAreTold: false });
  const told = () => JSON.stringify([alex.view, zoe.call]);
  const before = told();
  expect([namesFor(alex), namesFor(zoe)]).toEqual([
    ['Zoé', 'Alex Martin'],
    ['Zoé', 'Alex Martin'],
  ]);
  await sacha.does('call.supervise', { callId, mode: 'listen' });
  expect(told()).toBe(before);
  expect(namesFor(sacha)).toContain('Sacha Petit');
  await sacha.does('call.supervise', { callId, mode: 'whisper' });
  expect([namesFor(alex), namesFor(zoe)]).toEqual([
    ['Zoé', 'Alex Martin', 'Sacha Petit'],
    ['Zoé', 'Alex Martin'],
  ]);
});

it('[JOIN-13] where there was no media server as it was answered, the agent is told who listens, and the wallboard says so before', async () => {
  const rules = { agentsAreTold: false, customersAreTold: false };
  const { alex, sacha, callId } = await talking(rules, { is: 'unavailable', why: 'starting' });
  expect(alex.view?.work).not.toHaveProperty('call.conference');
  expect((await onBoard(sacha))['Alex Martin']).toEqual({ callId, supervisedBy: [], listeningShows: true });
  await sacha.does('call.supervise', { callId, mode: 'listen' });
  expect(namesFor(alex)).toContain('Sacha Petit');
});

it('[JOIN-11] customers are told from the start where the settings say so, and a call keeps what it began with', async () => {
  const { bench, zoe } = await talking();
  expect(zoe.call?.mayBeSupervised).toBeUndefined();
  const { policies } = bench.service;
  policies.current = { ...policies.current, supervision: { agentsAreTold: true, customersAreTold: true } };
  const ana = await bench.connectKnowing('customer');
  const { call } = await ana.starts('Ana');
  expect([call.phase.name, call.mayBeSupervised]).toEqual(['waiting', true]);
  policies.current = { ...policies.current, supervision: DEFAULT_SUPERVISION };
  await ana.does('call.askCallback', {});
  expect(ana.call?.mayBeSupervised).toBe(true);
});
