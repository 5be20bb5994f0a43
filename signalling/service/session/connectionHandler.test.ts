// Who may ask what, and what anything else gets.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DESCRIPTIONS } from '../../protocol/descriptions.ts';
import { REQUESTS, type RequestName } from '../../protocol/index.ts';
import { createBench, GOOD_QUALITY, helloAs, type Person } from '../../testing/serviceBench.ts';
import { HANDLERS } from '../requests/index.ts';

const NAMES = Object.keys(REQUESTS) as RequestName[];
const token = 'x'.repeat(43);
const callId = 'call-1';

/** Parameters that pass the schema, for every request. */
const GOOD_PARAMS: Record<RequestName, unknown> = {
  'session.hello': helloAs('agent'),
  'session.ping': {},
  'lobby.topics': {},
  'lobby.work': { topicId: 'cards' },
  'call.start': { requestId: 'r', customerName: 'Zoé', topicId: 'cards', media: 'voice', language: 'fr' },
  'call.resume': { callToken: token },
  'call.look': { callToken: token },
  'call.leaveLine': {},
  'call.askCallback': {},
  'call.takeCallback': {},
  'call.hangUp': {},
  'call.hold': { held: true },
  'agent.signIn': { userName: 'agent', password: 'wrong' },
  'agent.resume': { sessionToken: token },
  'agent.signOut': {},
  'agent.beginSignIn': { userName: 'agent', password: 'wrong' },
  'agent.completeSignIn': { code: '123456' },
  'account.secondFactor': {},
  'account.beginSecondFactor': { password: 'wrong' },
  'account.confirmSecondFactor': { code: '123456' },
  'account.renewRecoveryCodes': { code: '123456' },
  'account.endSecondFactor': { code: '123456' },
  'account.factorReset': {},
  'account.sessions': {},
  'account.endSessions': {},
  'account.changePassword': { currentPassword: 'wrong', newPassword: 'long enough' },
  'agent.setIntent': { intent: { name: 'available' } },
  'offer.answer': { offerId: 'offer-1', withVideo: true },
  'offer.decline': { offerId: 'offer-1' },
  'task.choose': { callId },
  'wrapUp.finish': { callId, reasonId: 'solved', notes: '' },
  'wrapUp.extend': { callId },
  'history.recent': { limit: 10 },
  'history.missed': { limit: 10 },
  'history.contacts': { callIds: ['c'] as never },
  'call.references': { callIds: [callId] },
  'telephone.dial': { number: '+3312345' },
  'agent.failedSignIns': {},
  'peer.signal': { callId, generation: 1, signal: { type: 'offer', sdp: 'v=0' } },
  'peer.renew': { callId, generation: 1 },
  'peer.reportConnected': { callId, generation: 1 },
  'peer.reportMedia': { callId, media: { microphone: true, camera: true } },
  'peer.reportSigning': { callId, isSigning: true },
  'board.read': {},
  'board.health': {},
  'board.setIntent': { agentId: 'a', intent: { name: 'available' } },
  'reply.begin': { activityId: 'mail-1', source: 'thunderbird', kind: 'reply', openForMs: 0, inputAgoMs: 0 },
  'reply.renew': { activityId: 'mail-1', inputAgoMs: 0 },
  'reply.end': { activityId: 'mail-1', how: 'sent' },
  'reply.takeCalls': {},
  'call.reportQuality': { callId, quality: GOOD_QUALITY },
  'call.addEntry': { callId, entryId: 'e', entry: { kind: 'chat', messageId: 'm', text: 'Hello' } },
  'history.entries': { callId },
  'seal.policy': { callId },
  'seal.make': { callId, sha256: 'a'.repeat(64) },
  'library.list': {},
  'assist.policy': {},
  'call.offerHandOver': {},
  'call.takeHandOver': { code: token },
  'identity.policy': {},
  'identity.challenge': {},
  'identity.wantedKeys': {},
  'identity.consent': {
    customerId: 'c'.repeat(22),
    textVersion: '2026-11',
    locale: 'en',
    withdrawalHash: 'a'.repeat(64),
  },
  'identity.withdraw': { customerId: 'c'.repeat(22), withdrawalToken: 'w'.repeat(43) },
  'identity.begin': { callId: 'call', kind: 'verify' },
  'identity.finish': {
    callId: 'call',
    checkId: 'check',
    model: 'face/128',
    liveness: 'passed',
    steps: [],
    outcome: 'match',
    hints: [],
  },
  'identity.fileTemplate': {
    callId: 'call',
    checkId: 'check',
    model: 'face/128',
    nonce: 'A'.repeat(16),
    sealed: 'A'.repeat(24),
    name: 'Ada',
    proof: 'passport',
  },
  'identity.decide': { callId: 'call', checkId: null, decision: 'otherWay', way: 'code' },
  'identity.records': { callId: 'call' },
  'transfer.targets': {},
  'call.transfer': { callId: 'call', to: { kind: 'queue', queueId: 'loans' }, reason: '', notes: '' },
  'transfer.card': { callId: 'call' },
  'transfer.course': {},
  'transfer.earlier': {},
  'call.consult': { callId: 'call', to: 'colleague', reason: '', notes: '' },
  'consult.end': { callId: 'call' },
  'consult.swap': { callId: 'call', to: 'customer' },
  'consult.complete': { callId: 'call' },
  'consult.merge': { callId },
  'call.addPerson': { callId, to: { kind: 'agent', agentId: 'colleague' } },
  'call.leave': { callId },
  'call.inviteGuest': { callId },
  'guest.admit': { callId, legId: 'leg' },
  'guest.pause': { callId, legId: 'leg', paused: true },
  'call.removePerson': { callId, legId: 'leg' },
  'guest.enter': { inviteToken: token, name: 'Gil' },
  'guest.resume': { guestToken: token },
  'guest.leave': {},
  'call.supervise': { callId, mode: 'listen' },
  'call.takeOver': { callId },
  'room.ask': { callId, generation: 1, ask: '{"type":"sync"}' },
  'room.renewServers': { callId },
};

async function answersTo(person: Person): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const name of NAMES) {
    const answer = await person.asks(name, GOOD_PARAMS[name]);
    answers[name] = 'problem' in answer ? answer.problem.code : 'close' in answer ? 'closed' : 'ok';
  }
  return answers;
}

it('[WIRE-1] takes hello first and only once, in this version only', async () => {
  const bench = await createBench();
  const person = await bench.connect(null);
  for (const name of [...NAMES.filter((one) => one !== 'session.hello'), 'no.such']) {
    expect(await person.asks(name, {})).toEqual({ close: 'helloRequired' });
  }
  const later = { ...helloAs('customer'), protocolVersion: 2, fieldOfVersion2: true };
  expect(await person.asks('session.hello', later)).toEqual({
    problem: { code: 'unsupportedVersion', detail: 'this server speaks version 1' },
  });
  const hello = await person.does('session.hello', helloAs('customer'));
  expect(hello).toEqual({
    protocolVersion: 1,
    serverTimeMs: bench.clock.nowMs(),
    heartbeatIntervalMs: 15_000,
    demo: true,
  });
  expect(await person.tries('session.hello', helloAs('customer'))).toBe('notPossibleNow');
});

it('[WIRE-3] names what is wrong, and never repeats it', async () => {
  const person = await (await createBench()).connect('agent');
  expect(await person.asks('no.such', {})).toEqual({ problem: { code: 'unknownRequest' } });
  expect(await person.asks('toString', {})).toEqual({ problem: { code: 'unknownRequest' } });
  const wrong = await person.asks('agent.signIn', { userName: 'agent', password: { secret: 1 }, extra: true });
  expect(wrong).toEqual({
    problem: { code: 'badParams', detail: 'password: invalid_type' },
  });
});

it('[WIRE-22] takes a request with fields of a later release, counts what it left out and says so once a connection', async () => {
  const bench = await createBench();
  const person = await bench.connect('customer');
  const asked = { fieldOfTomorrow: 1, 'Ada Lovelace’s field': 2 };
  expect(await person.asks('lobby.topics', asked)).toHaveProperty('result');
  expect(await person.asks('identity.policy', { fieldOfTomorrow: 1 })).toHaveProperty('result');
  expect(bench.counted).toContain('lobby.topics left out 2');
  expect(bench.counted).toContain('identity.policy left out 1');
  const lines = bench.log.lines.filter((line) => line.includes('left out'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('fieldOfTomorrow');
  expect(lines[0], 'what is no name of a field is not written down').not.toContain('Lovelace');
});

it('[WIRE-23] tells what it can do to who says what they can do, and nobody else', async () => {
  const bench = await createBench();
  const person = await bench.connect(null);
  const hello = { ...helloAs('customer'), capabilities: ['unknownFields', 'ofTomorrow'] };
  expect(await person.does('session.hello', hello)).toMatchObject({
    capabilities: ['unknownFields', 'consult', 'callsInHand', 'mouthPrompts', 'screenHint', 'rooms', 'signing'],
  });
  const before = await bench.connect(null);
  expect(await before.does('session.hello', helloAs('customer'))).not.toHaveProperty('capabilities');
  const tooMany = Array.from({ length: 33 }, (_, index) => `can${String(index)}`);
  const third = await bench.connect(null);
  expect(await third.tries('session.hello', { ...helloAs('customer'), capabilities: tooMany })).toBe('badParams');
});

it('[WIRE-3] answers whatever comes with a problem, not with a crash', async () => {
  const bench = await createBench();
  const agent = await bench.agent();
  const customer = await bench.customer();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...NAMES), fc.anything(), fc.boolean(), async (name, params, asAgent) => {
      const answer = await (asAgent ? agent : customer).asks(name, params);
      if ('problem' in answer) expect(answer.problem.code).not.toBe('internal');
    }),
    { numRuns: 300 },
  );
  expect(bench.log.lines.filter((line) => line.includes('"error"'))).toEqual([]);
});

it('[WIRE-4] lets a customer without a call only begin one', async () => {
  const bench = await createBench();
  const answers = await answersTo(await bench.connect('customer'));
  for (const [name, { from }] of Object.entries(DESCRIPTIONS)) {
    const forAgents = ['agent', 'enteringAgent', 'accountOwner', 'signedInAgent'].includes(from);
    if (forAgents) expect(answers[name]).toBe('notAllowed');
  }
  expect(answers).toMatchObject({ 'session.ping': 'ok', 'lobby.topics': 'ok', 'call.resume': 'callNotFound' });
});

it('[WIRE-4] lets an agent who has not signed in only do so', async () => {
  const bench = await createBench();
  const answers = await answersTo(await bench.connect('agent'));
  for (const [name, { from }] of Object.entries(DESCRIPTIONS)) {
    if (from === 'customer' || from === 'callingCustomer') expect(answers[name]).toBe('notAllowed');
    if (['enteringAgent', 'accountOwner', 'signedInAgent', 'party', 'participant'].includes(from))
      expect(answers[name]).toBe('notSignedIn');
  }
  expect(answers).toMatchObject({ 'agent.signIn': 'wrongCredentials', 'agent.resume': 'sessionExpired' });
});

it('[WIRE-4] keeps a connection to the agent who signed in there first, and leaves nothing of another', async () => {
  const bench = await createBench();
  const other = await bench.connect('agent');
  const { sessionToken } = await other.does('agent.signIn', { userName: 'agent2', password: 'demo' });
  const person = await bench.connect('agent');
  const both = await Promise.all(
    ['agent', 'supervisor'].map((userName) => person.tries('agent.signIn', { userName, password: 'demo' })),
  );
  expect(both.sort()).toEqual(['notPossibleNow', 'ok']);
  expect(await person.tries('agent.resume', { sessionToken })).toBe('notPossibleNow');
  expect(other.closedWith).toBeNull();
  const sessions = await Promise.all(
    ['agent', 'supervisor'].map(async (userName) => {
      const account = await bench.store.findAccount(userName);
      return account === null ? [] : bench.store.sessionsOf(account.agentId, bench.clock.nowMs());
    }),
  );
  expect(sessions.flat()).toHaveLength(1);
});

it('[WIRE-4] keeps a signed-in agent and a customer out of the calls of others', async () => {
  const bench = await createBench();
  const [alex, billie] = [await bench.agent(), await bench.agent('agent2')];
  await bench.customer('Zoé');
  const own = await alex.answers();
  const stranger = await bench.customer('Yann');
  await billie.answers();
  const params = { callId: own, generation: 1 };
  for (const outsider of [billie, stranger]) {
    expect(await outsider.tries('peer.renew', params)).toBe('callNotFound');
    expect(await outsider.tries('peer.reportConnected', params)).toBe('callNotFound');
    expect(await outsider.tries('peer.signal', { ...params, signal: { type: 'offer', sdp: 'v=0' } })).toBe(
      'callNotFound',
    );
    const media = { microphone: false, camera: false };
    expect(await outsider.tries('peer.reportMedia', { callId: own, media })).toBe('callNotFound');
    expect(await outsider.tries('call.reportQuality', { callId: own, quality: GOOD_QUALITY })).toBe('callNotFound');
  }
  expect(await billie.tries('wrapUp.finish', { callId: own, reasonId: 'solved', notes: '' })).toBe('notPossibleNow');
  expect(await stranger.tries('call.hold', { held: true })).toBe('notAllowed');
});

it('[WIRE-4] authorises each request as the documentation says', () => {
  for (const name of NAMES) expect(HANDLERS[name].from).toBe(DESCRIPTIONS[name].from);
});
