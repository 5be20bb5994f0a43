// Calls of more than two, as their people see it: who may do what, what each is told, what the media server is told, and what is audited.
import { expect, it } from 'vitest';
import { agentIdSchema, type AgentCall, type CallId, type Conference, type LegId } from '../../../protocol/index.ts';
import { createManualClock } from '../../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { createBench, type Person } from '../../../testing/serviceBench.ts';

const BILLIE = agentIdSchema.parse('demo-agent2');
const TO_BILLIE = { kind: 'agent', agentId: BILLIE } as const;

/** Zoé talks with Alex; Billie and Sacha, who supervises, are free. All of their pages know rooms. */
async function talking(store = createMemoryStore(), clock = createManualClock()) {
  const bench = await createBench(store, clock);
  const alex = await bench.agentOfToday();
  const zoe = await bench.connectKnowing('customer');
  await zoe.starts('Zoé');
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  const billie = await bench.agentOfToday('agent2');
  const sacha = await bench.agentOfToday('supervisor');
  return { bench, store, alex, billie, sacha, zoe, callId };
}

async function together() {
  const all = await talking();
  await all.alex.does('call.addPerson', { callId: all.callId, to: TO_BILLIE });
  await all.billie.answers();
  return all;
}

function callOf({ view }: Person): AgentCall {
  return view?.work.name === 'inCall' ? view.work.call : expect.fail('in no call');
}

const customerSees = ({ call }: Person): Conference | undefined =>
  call?.phase.name === 'active' ? call.phase.conference : undefined;
const namesIn = (conference: Conference | undefined) =>
  conference?.people.map(({ name, role, state }) => `${name}: ${role}, ${state}`);
const guestOf = (person: Person) => person.notices.findLast(({ name }) => name === 'guest.changed')?.payload;

it('[JOIN-1][JOIN-10] whoever is added reads who asks, and all three see each other; the media server has a room of them', async () => {
  const { bench, alex, billie, zoe, callId } = await talking();
  await alex.does('call.addPerson', { callId, to: TO_BILLIE });
  expect(billie.view?.work).toMatchObject({ name: 'ringing', offer: { join: { byName: 'Alex Martin' } } });
  expect(namesIn(callOf(alex).conference)).toEqual([
    'Zoé: customer, joined',
    'Alex Martin: primary, joined',
    'Billie Durand: colleague, ringing',
  ]);
  expect([customerSees(zoe), bench.bridge.rooms.size]).toEqual([undefined, 0]);
  await billie.answers();
  for (const conference of [callOf(alex).conference, callOf(billie).conference, customerSees(zoe)])
    expect([conference?.room, conference?.people.map(({ state }) => state)]).toEqual([
      2,
      ['joined', 'joined', 'joined'],
    ]);
  const room = bench.bridge.rooms.get(callId);
  expect([room?.generation, room?.legs.size, room?.hearing.length]).toEqual([2, 3, 6]);
  expect([...(room?.legs.values() ?? [])].every(({ mayProduce }) => mayProduce.length === 4)).toBe(true);
});

it('[JOIN-2] without a media server, or with a page that does not know rooms, it is refused and the call goes on', async () => {
  const { bench, alex, callId } = await talking();
  bench.bridge.becomes({ is: 'unavailable', why: 'noWorker' });
  const tries = [
    await alex.tries('call.addPerson', { callId, to: TO_BILLIE }),
    await alex.tries('call.inviteGuest', { callId }),
    await alex.tries('consult.merge', { callId }),
  ];
  expect(tries).toEqual(['roomsUnavailable', 'roomsUnavailable', 'roomsUnavailable']);
  bench.bridge.becomes({ is: 'available' });
  await bench.agentWithoutRooms('agent2');
  expect(await alex.tries('call.addPerson', { callId, to: TO_BILLIE })).toBe('colleagueOutdated');
  expect(callOf(alex).conference).toBeUndefined();
});

it('[JOIN-2][WIRE-23] who does not say that they know rooms is sent nothing of them', async () => {
  const bench = await createBench(createMemoryStore(), createManualClock());
  const alex = await bench.agentWithoutRooms();
  const zoe = await bench.customer();
  const callId = await alex.answers();
  expect(await alex.tries('call.addPerson', { callId, to: TO_BILLIE })).toBe('customerOutdated');
  expect(JSON.stringify([alex.notices, zoe.notices])).not.toContain('conference');
});

it('[JOIN-3] leaving, or hanging up when one has joined, leaves the call to the others', async () => {
  const { bench, alex, billie, zoe, callId } = await together();
  await alex.does('call.leave', { callId });
  expect([alex.view?.work.name, callOf(billie).conference?.people.length]).toEqual(['wrapUp', 2]);
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Billie Durand' });
  expect(bench.bridge.rooms.get(callId)?.legs.size).toBe(2);
  await bench.clock.advance(11_000);
  expect([customerSees(zoe), zoe.call?.phase]).toMatchObject([undefined, { generation: 3 }]);
  // Until both have each other directly.
  expect(bench.bridge.rooms.get(callId)?.generation).toBe(2);
  await bench.clock.advance(5_000);
  expect(bench.bridge.rooms.has(callId)).toBe(false);
  await zoe.does('call.hangUp', {});
  expect(billie.view?.work.name).toBe('wrapUp');
});

it('[JOIN-12] a colleague who is removed leaves, one who rings stops ringing, and who supervises is not the agent’s to remove', async () => {
  const { alex, billie, sacha, zoe, callId } = await together();
  const legOf = (name: string) =>
    callOf(alex).conference?.people.find((person) => person.name.startsWith(name))?.legId ?? ('' as LegId);
  await sacha.does('call.supervise', { callId, mode: 'listen' });
  for (const name of ['Billie', 'Sacha']) await alex.does('call.removePerson', { callId, legId: legOf(name) });
  expect([billie.view?.work.name, callOf(sacha).callId, callOf(alex).callId]).toEqual(['idle', callId, callId]);
  await alex.does('call.addPerson', { callId, to: TO_BILLIE });
  expect(billie.view?.work.name).toBe('ringing');
  await alex.does('call.removePerson', { callId, legId: legOf('Billie') });
  expect([billie.view?.work.name, billie.view?.intent.name]).toEqual(['idle', 'available']);
  expect(await billie.tries('call.removePerson', { callId, legId: legOf('Zoé') })).toBe('notPossibleNow');
  await alex.does('call.removePerson', { callId, legId: legOf('Zoé') });
  expect(zoe.call?.phase.name).toBe('active');
});

it('[JOIN-3] a colleague who hangs up leaves; the customer’s hang-up, and that of who has the call, end it for all', async () => {
  const { alex, billie, zoe, callId } = await together();
  await billie.does('call.hangUp', {});
  expect([billie.view?.work.name, callOf(alex).callId]).toEqual(['idle', callId]);
  await alex.does('call.hangUp', {});
  expect(zoe.call?.phase.name).toBe('ended');
});

it('[JOIN-7][JOIN-9] who listens sends nothing, the agent sees it, the customer does not, and how long is audited', async () => {
  const { bench, store, alex, sacha, zoe, callId } = await talking();
  await sacha.does('call.supervise', { callId, mode: 'listen' });
  const legId = callOf(sacha).conference?.legId ?? ('' as LegId);
  const room = () => bench.bridge.rooms.get(callId) ?? expect.fail('there is a room');
  expect(room().legs.get(legId)).toEqual({ mayProduce: [], mayProduceData: false });
  expect(room().hearing.filter(({ of }) => of === legId)).toEqual([]);
  expect(room().hearing.filter((heard) => heard.legId === legId).length).toBe(2);
  expect(namesIn(callOf(alex).conference)).toContain('Sacha Petit: supervisor, joined');
  expect(namesIn(customerSees(zoe))?.join()).not.toContain('Sacha');
  await bench.clock.advance(90_000);
  await sacha.does('call.supervise', { callId, mode: 'whisper' });
  expect(room().legs.get(legId)).toEqual({ mayProduce: ['audio'], mayProduceData: false });
  expect(room().hearing.filter(({ of }) => of === legId).length).toBe(1);
  await sacha.does('call.supervise', { callId, mode: 'barge' });
  expect(namesIn(customerSees(zoe))).toContain('Sacha Petit: supervisor, joined');
  await sacha.does('call.takeOver', { callId });
  expect([alex.view?.work.name, zoe.call?.phase]).toMatchObject(['wrapUp', { agentName: 'Sacha Petit' }]);
  const rows = store.audit.filter(({ kind }) => /supervision|TakenOver/.test(kind));
  expect(rows.map(({ kind, facts }) => [kind, facts['mode'] ?? facts['from'], facts['seconds']])).toEqual([
    ['supervisionBegan', 'listen', undefined],
    ['supervisionEnded', 'listen', 90],
    ['supervisionBegan', 'whisper', undefined],
    ['supervisionEnded', 'whisper', 0],
    ['supervisionBegan', 'barge', undefined],
    ['supervisionEnded', 'barge', 0],
    ['callTakenOver', 'demo-agent', undefined],
  ]);
});

it('[JOIN-7] only supervisors supervise', async () => {
  const { billie, callId } = await talking();
  expect(await billie.tries('call.supervise', { callId, mode: 'listen' })).toBe('notAllowed');
  expect(await billie.tries('call.takeOver', { callId })).toBe('notAllowed');
});

it('[JOIN-8] a guest waits, is let in, comes back as the same and is removed; a link is good once and only its hash is kept', async () => {
  const { bench, alex, callId } = await talking();
  const { inviteToken } = await alex.does('call.inviteGuest', { callId });
  expect(JSON.stringify(bench.service.runner.state.calls.get(callId))).not.toContain(inviteToken);
  const gil = await bench.connectKnowing('customer');
  const { guestToken, guest } = await gil.does('guest.enter', { inviteToken, name: 'Gil' });
  expect(guest).toMatchObject({ name: 'waitingRoom' });
  expect(JSON.stringify(guest)).not.toContain('Alex');
  const late = await bench.connectKnowing('customer');
  expect(await late.tries('guest.enter', { inviteToken, name: 'Eve' })).toBe('inviteGone');
  const waiting = callOf(alex).conference?.people.find(({ role }) => role === 'guest') ?? expect.fail('Gil waits');
  expect(waiting).toMatchObject({ name: 'Gil', state: 'waitingRoom' });
  await alex.does('guest.admit', { callId, legId: waiting.legId });
  expect(guestOf(gil)).toMatchObject({ name: 'inCall', held: false, conference: { room: 2, people: { length: 3 } } });
  // Nothing that lies on the table is a guest's, and nothing they could agree to.
  const room = bench.bridge.rooms.get(callId);
  expect(room?.legs.get(waiting.legId)).toEqual({ mayProduce: ['audio', 'video'], mayProduceData: false });
  const shared = room?.hearing.filter(({ data }) => data).flatMap(({ legId, of }) => [legId, of]);
  expect(new Set(shared)).toEqual(new Set([...(room?.legs.keys() ?? [])].filter((legId) => legId !== waiting.legId)));
  await alex.does('call.hold', { held: true });
  expect(guestOf(gil)).toMatchObject({ held: true });

  await gil.drops();
  expect(callOf(alex).conference?.people.at(-1)).toMatchObject({ name: 'Gil', state: 'away' });
  const again = await bench.connectKnowing('customer');
  const back = await again.does('guest.resume', { guestToken });
  expect(back.guest).toMatchObject({ name: 'inCall', conference: { legId: waiting.legId } });
  // Who came by a link is no customer: nothing of the call is theirs.
  expect([await again.tries('call.hangUp', {}), await again.tries('call.resume', { callToken: guestToken })]).toEqual([
    'callNotFound',
    'callNotFound',
  ]);
  await alex.does('call.removePerson', { callId, legId: waiting.legId });
  expect(guestOf(again)).toEqual({ name: 'ended' });
  expect(await again.tries('guest.resume', { guestToken })).toBe('callEnded');
});

it('[JOIN-8] a guest who goes away from the door is not kept there; one who is back in time is', async () => {
  const { bench, alex, callId } = await talking();
  const atDoor = () => callOf(alex).conference?.people.some(({ role }) => role === 'guest') ?? false;
  const { inviteToken } = await alex.does('call.inviteGuest', { callId });
  const gil = await bench.connectKnowing('customer');
  const { guestToken } = await gil.does('guest.enter', { inviteToken, name: 'Gil' });
  await gil.drops();
  await bench.clock.advance(5_000);
  const again = await bench.connectKnowing('customer');
  await again.does('guest.resume', { guestToken });
  await bench.clock.advance(120_000);
  expect(atDoor()).toBe(true);
  await again.drops();
  await bench.clock.advance(120_000);
  expect(atDoor()).toBe(false);
});

it('[JOIN-8] who leaves a call is told nothing more of it, and a guest of a call that ends is told', async () => {
  const { bench, alex, zoe, callId } = await talking();
  const [gil, eve] = [await bench.connectKnowing('customer'), await bench.connectKnowing('customer')];
  for (const [person, name] of [
    [gil, 'Gil'],
    [eve, 'Eve'],
  ] as const) {
    const { inviteToken } = await alex.does('call.inviteGuest', { callId });
    await person.does('guest.enter', { inviteToken, name });
  }
  await gil.does('guest.leave', {});
  expect(await gil.tries('guest.leave', {})).toBe('callNotFound');
  await zoe.does('call.hangUp', {});
  expect(guestOf(eve)).toEqual({ name: 'ended' });
});

it('[JOIN-5] whose way into the room is lost makes nobody else begin anew', async () => {
  const { alex, billie, zoe, callId } = await together();
  for (const person of [zoe, alex])
    expect(await person.does('peer.renew', { callId, generation: 2 })).toEqual({ generation: 2 });
  expect([callOf(billie).conference?.room, callOf(alex).generation]).toEqual([2, 2]);
});

it('[JOIN-10] a page asks its room by its own leg only, of the generation that is there, and is told what the media server says', async () => {
  const { bench, alex, billie, zoe, callId } = await together();
  const ask = JSON.stringify({ type: 'sync' });
  expect(await zoe.tries('room.ask', { callId, generation: 1, ask })).toBe('staleGeneration');
  expect(await zoe.tries('room.ask', { callId: 'other' as CallId, generation: 2, ask })).toBe('callNotFound');
  for (const person of [zoe, alex, billie])
    expect(await person.tries('room.ask', { callId, generation: 2, ask })).toBe('notPossibleNow');
  expect(await zoe.tries('room.ask', { callId, generation: 2, ask: '{"type":"close"}' })).toBe('badParams');
  expect(await zoe.tries('room.ask', { callId, generation: 2, ask: '{' + ask })).toBe('badParams');
  const legs = callOf(alex).conference?.people.map(({ legId }) => legId);
  expect(bench.bridge.asked.map(({ legId }) => legId)).toEqual(legs);
  const [ofZoe] = legs ?? [];
  bench.bridge.says({ type: 'legTold', roomId: callId, legId: ofZoe ?? '', tell: { type: 'ended' } });
  const told = [zoe, alex, billie].map(({ notices }) => notices.filter(({ name }) => name === 'room.told').length);
  expect(told).toEqual([1, 0, 0]);
});

it('[JOIN-10] after a start the media server is told of every room that goes on, and keeps no other', async () => {
  const store = createMemoryStore();
  const clock = createManualClock();
  const { bench, alex, billie, callId } = await talking(store, clock);
  await alex.does('call.addPerson', { callId, to: TO_BILLIE });
  await billie.answers();
  await bench.service.runner.stop();
  const next = await createBench(store, clock);
  expect([...next.bridge.rooms].map(([roomId, { legs }]) => [roomId, legs.size])).toEqual([[callId, 3]]);
});

it('[SIGN-1] whoever sees somebody learns that they sign, and no page that does not know of it', async () => {
  const { bench, alex, billie, zoe, callId } = await together();
  const told = ({ notices }: Person) =>
    notices.flatMap(({ name, payload }) => (name === 'peer.signingChanged' ? [payload] : []));
  await zoe.does('peer.reportSigning', { callId, isSigning: true });
  const legId = `${callId}_0`;
  const said = { callId, legId, isSigning: true };
  expect([told(alex), told(billie), told(zoe)]).toEqual([[said], [said], []]);
  await alex.does('call.hold', { held: true });
  await billie.does('peer.reportSigning', { callId, isSigning: true });
  expect([told(alex).length, told(zoe).length]).toEqual([2, 0]);
  const old = await bench.connect('customer');
  await old.starts('Ada');
  expect(await old.tries('peer.reportSigning', { callId, isSigning: true })).toBe('callNotFound');
});
