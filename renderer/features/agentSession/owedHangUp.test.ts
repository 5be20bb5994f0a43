// What is hung up when the server is back: what was hung up without it, and nothing else.
import { expect, it } from 'vitest';
import { callIdSchema, type AgentCall, type Offer, type OfferId } from '../../../signalling/protocol/index.ts';
import { OwedHangUp } from './owedHangUp.ts';

const [ADA, LINK] = [callIdSchema.parse('ada'), callIdSchema.parse('ada_2')];
const about = { callId: ADA, customerName: 'Ada', topic: { en: 'Loans', fr: 'Prêts' }, media: 'video' } as const;
const offerId = 'ada_3' as OfferId;
const offer: Offer = { ...about, offerId, waitingSinceMs: 0, ringingSinceMs: 0, ringTimeoutMs: 20_000 };
const call: AgentCall = {
  ...about,
  ...{ answeredAtMs: 0, withVideo: true, generation: 1, held: false, customerConnected: true },
  ...{ iceServers: [], relayOnly: false },
};
const asked: AgentCall = {
  ...call,
  consult: { role: 'asked', colleagueName: 'Alex', colleagueConnected: true, linkId: LINK, talksWith: 'colleague' },
};

it('[APP-7] hangs up the call that the agent is still in, once', () => {
  const owed = new OwedHangUp();
  owed.note(call, 'hangUp');
  expect(owed.settle({ name: 'inCall', call })).toBe('hangUp');
  expect(owed.settle({ name: 'inCall', call })).toBeUndefined();
});

it('[APP-7][CONSULT-6] leaving a colleague who asks ends no call that is handed on to the agent later, nor one that was left with them', () => {
  const owed = new OwedHangUp();
  owed.note(asked, 'hangUp');
  expect(owed.settle({ name: 'idle' })).toBeUndefined();
  expect(owed.settle({ name: 'ringing', offer })).toBeUndefined();
  expect(owed.settle({ name: 'inCall', call })).toBeUndefined();
  owed.note(asked, 'hangUp');
  expect(owed.settle({ name: 'inCall', call })).toBeUndefined();
  owed.note(asked, 'hangUp');
  expect(owed.settle({ name: 'inCall', call: asked })).toBe('hangUp');
});

it('[APP-7][JOIN-3] who left a call to others leaves it when the server is back, also where it has become theirs', () => {
  const owed = new OwedHangUp();
  owed.note(call, 'leave');
  expect(owed.settle({ name: 'inCall', call })).toBe('leave');
});
