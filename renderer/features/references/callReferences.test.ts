// What the agent's page asks about its calls, and how often.
import { expect, it, vi } from 'vitest';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { callIdSchema, type OfferId, type Work } from '../../../signalling/protocol/index.ts';
import { CallReferences } from './callReferences.svelte.ts';

const [ONE, TWO] = [callIdSchema.parse('one'), callIdSchema.parse('two')];

it('[LINK-5] asks once about each call, about those shown together at once, and again after a failure', async () => {
  const request = vi.fn<(name: string, params: object) => Promise<unknown>>();
  const references = new CallReferences({ request } as unknown as Pick<SignallingClient, 'request'>);
  request.mockResolvedValueOnce({ ok: false, problem: { code: 'unreachable' } });
  expect([references.of(ONE), references.of(TWO)]).toEqual([undefined, undefined]);
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(1));
  request.mockResolvedValueOnce({ ok: true, value: { references: [{ callId: TWO, reference: 'File 7' }] } });
  await vi.waitFor(() => {
    references.of(ONE);
    expect(references.of(TWO)).toBe('File 7');
  });
  expect(references.of(ONE)).toBeUndefined();
  await Promise.resolve();
  expect(request.mock.calls).toEqual([
    ['call.references', { callIds: [ONE, TWO] }],
    ['call.references', { callIds: [ONE, TWO] }],
  ]);
});

it('[LINK-5] an older server, which does not know the question, is asked once', async () => {
  const request = vi.fn().mockResolvedValue({ ok: false, problem: { code: 'unknownRequest' } });
  const references = new CallReferences({ request });
  references.of(ONE);
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(1));
  expect(references.of(ONE)).toBeUndefined();
  await Promise.resolve();
  expect(request).toHaveBeenCalledTimes(1);
});

const zoe = { callId: ONE, customerName: 'Zoé', topic: { en: 'Loans', fr: 'Prêts' }, media: 'video' } as const;
const rings = { ...zoe, offerId: 'one_2' as OfferId, waitingSinceMs: 0, ringingSinceMs: 0, ringTimeoutMs: 20_000 };
const linkId = callIdSchema.parse('one_2');
const talks = { ...zoe, answeredAtMs: 0, withVideo: true, generation: 1, held: false, customerConnected: true };
const servers = { iceServers: [], relayOnly: false };

it('[LINK-5][LINK-6] who is only asked about a call asks nothing of its caller, and whoever then has it does', async () => {
  const request = vi.fn<(name: string, params: object) => Promise<unknown>>();
  const references = new CallReferences({ request: request as never });
  const isShown = () => [references.of(ONE), references.contactsOf(ONE)];
  const follow = async (work: Work) => {
    references.follow(work);
    isShown();
    await Promise.resolve();
  };
  await follow({ name: 'ringing', offer: { ...rings, consult: { byName: 'Alex' } } });
  const consult = {
    role: 'asked',
    colleagueName: 'Alex',
    colleagueConnected: true,
    linkId,
    talksWith: 'colleague',
  } as const;
  await follow({ name: 'inCall', call: { ...talks, ...servers, consult } });
  expect(request).not.toHaveBeenCalled();
  const caller = { callId: ONE, weekCount: 2, contacts: [] };
  const value = { references: [{ callId: ONE, reference: 'File 7' }], callers: [caller] };
  request.mockResolvedValue({ ok: true, value });
  await follow({ name: 'inCall', call: { ...talks, ...servers } });
  await vi.waitFor(() => expect(isShown()).toEqual(['File 7', caller]));
  expect(request.mock.calls.map(([name]) => name)).toEqual(['call.references', 'history.contacts']);
});
