// Who hears whom, for every kind of participant that a call can have.
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, legIdSchema, queueIdSchema, type ParticipantId } from '../../protocol/index.ts';
import { TEST_TIMINGS, UNSHIELDED } from '../../testing/switchboardBench.ts';
import { advanceCall, createCall, type Call } from './call.ts';
import { hearing } from './hearing.ts';
import { mediaShape } from './mediaShape.ts';
import type { Participant, Role, SupervisionMode } from './participants.ts';

const ALEX = agentIdSchema.parse('alex');

function talking(): Call {
  const { call } = createCall({
    callId: callIdSchema.parse('call'),
    queueId: queueIdSchema.parse('cards'),
    topic: { en: 'Cards', fr: 'Cartes' },
    ...{ customerName: 'Zoé', media: 'video', language: 'en', requestHash: 'hash', startedAtMs: 0, arrival: 1 },
    ...UNSHIELDED,
    timings: TEST_TIMINGS,
  });
  const ringing = advanceCall(call, { type: 'offered', agentId: ALEX, interrupts: false, atMs: 1 }).call;
  const [, primary] = ringing.context.participants;
  const offerId = primary?.legs[0].legId as never;
  return advanceCall(ringing, { type: 'answered', offerId, withVideo: true, atMs: 2 }).call;
}

function having(call: Call, id: string, role: Role, mode: SupervisionMode | null = null): Call {
  const legId = legIdSchema.parse(id);
  const of = 'call_1' as ParticipantId;
  const participant: Participant = {
    participantId: id as ParticipantId,
    who:
      role === 'guest'
        ? { kind: 'guest', name: id, tokenHash: id }
        : { kind: 'agent', agentId: agentIdSchema.parse(id) },
    role,
    sinceMs: 3,
    supervising: mode === null ? null : { mode, of },
    legs: [{ legId, state: 'joined', joinedMs: 3, withVideo: true, heldSinceMs: null }],
  };
  const [customer, ...others] = call.context.participants;
  return { ...call, context: { ...call.context, participants: [customer, ...others, participant] } };
}

const held = (call: Call): Call => advanceCall(call, { type: 'held', atMs: 4 }).call;

/** Such as `zoe: alex · alex: zoe`. */
function said(call: Call): string {
  const names: Record<string, string> = { call_0: 'zoe', call_1: 'alex' };
  const nameOf = (legId: string): string => names[legId] ?? legId;
  return [...hearing(call)]
    .map(([leg, legs]) => `${nameOf(leg)}: ${[...legs].map(nameOf).sort().join(' ')}`)
    .join(' · ');
}

it('[LEG-3] two who talk hear each other, and on hold the customer hears nobody', () => {
  expect(said(talking())).toBe('zoe: alex · alex: zoe');
  expect(said(held(talking()))).toBe('zoe:  · alex: ');
});

it('[LEG-3] whoever is asked hears the one who asks, and only while the customer waits', () => {
  const asked = having(talking(), 'billie', 'consulted');
  expect(said(held(asked))).toBe('zoe:  · alex: billie · billie: alex');
  expect(said(asked)).toBe('zoe: alex · alex: zoe · billie: ');
});

it('[LEG-3] in a conference everybody hears everybody; on hold customer and guests wait', () => {
  const conference = having(having(talking(), 'billie', 'colleague'), 'guest', 'guest');
  expect(said(conference)).toBe(
    'zoe: alex billie guest · alex: billie guest zoe · billie: alex guest zoe · guest: alex billie zoe',
  );
  expect(said(held(conference))).toBe('zoe:  · alex: billie · billie: alex · guest: ');
});

it('[LEG-3][LEG-4] who listens hears what the primary hears and is heard by nobody; who whispers is heard by the primary alone; who barges in by all', () => {
  const all = having(talking(), 'guest', 'guest');
  expect(said(having(all, 'sacha', 'supervisor', 'listen'))).toBe(
    'zoe: alex guest · alex: guest zoe · guest: alex zoe · sacha: alex guest zoe',
  );
  expect(said(having(all, 'sacha', 'supervisor', 'whisper'))).toBe(
    'zoe: alex guest · alex: guest sacha zoe · guest: alex zoe · sacha: alex guest zoe',
  );
  expect(said(having(all, 'sacha', 'supervisor', 'barge'))).toBe(
    'zoe: alex guest sacha · alex: guest sacha zoe · guest: alex sacha zoe · sacha: alex guest zoe',
  );
  const asked = held(having(having(talking(), 'billie', 'consulted'), 'sacha', 'supervisor', 'listen'));
  expect(said(asked)).toBe('zoe:  · alex: billie · billie: alex · sacha: alex billie');
});

it('[LEG-3] a call that has ended or waits is heard by nobody', () => {
  expect(said(advanceCall(talking(), { type: 'hungUp', by: 'customer', atMs: 9 }).call)).toBe('');
  expect(said(advanceCall(talking(), { type: 'agentRevoked', atMs: 9 }).call)).toBe('');
});

it('[LEG-5] two talk directly, also beside a question; whatever is more goes through a room', () => {
  expect(mediaShape(talking().context)).toBe('direct');
  expect(mediaShape(having(talking(), 'billie', 'consulted').context)).toBe('direct');
  for (const role of ['colleague', 'guest', 'supervisor'] as const)
    expect(mediaShape(having(talking(), 'third', role, role === 'supervisor' ? 'listen' : null).context)).toBe('room');
});
