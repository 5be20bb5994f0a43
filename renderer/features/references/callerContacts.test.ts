// What the agent's page asks about those who call, and how often.
import { expect, it, vi } from 'vitest';
import { callIdSchema } from '../../../signalling/protocol/index.ts';
import { CallReferences } from './callReferences.svelte.ts';

const [ONE, TWO] = [callIdSchema.parse('one'), callIdSchema.parse('two')];

it('[LINK-6] asks once about each call, about those shown together at once, and again after a failure', async () => {
  const request = vi.fn<(name: string, params: object) => Promise<unknown>>();
  const contacts = new CallReferences({ request: request as never });
  request.mockResolvedValueOnce({ ok: false, problem: { code: 'unreachable' } });
  expect([contacts.contactsOf(ONE), contacts.contactsOf(TWO)]).toEqual([undefined, undefined]);
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(1));
  const caller = { callId: TWO, weekCount: 2, contacts: [] };
  request.mockResolvedValueOnce({ ok: true, value: { callers: [caller] } });
  await vi.waitFor(() => {
    contacts.contactsOf(ONE);
    expect(contacts.contactsOf(TWO)).toEqual(caller);
  });
  await Promise.resolve();
  expect(request.mock.calls).toEqual([
    ['history.contacts', { callIds: [ONE, TWO] }],
    ['history.contacts', { callIds: [ONE, TWO] }],
  ]);
});

it('[LINK-6] asks about no more than one request may, and an older server once', async () => {
  const request = vi
    .fn<(name: string, params: { callIds: string[] }) => Promise<unknown>>()
    .mockResolvedValue({ ok: false, problem: { code: 'unknownRequest' } });
  const contacts = new CallReferences({ request: request as never });
  const many = Array.from({ length: 25 }, (_, index) => callIdSchema.parse(`call-${String(index)}`));
  for (const callId of many) contacts.contactsOf(callId);
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2));
  expect(request.mock.calls.map(([, { callIds }]) => callIds.length)).toEqual([20, 5]);
  for (const callId of many) contacts.contactsOf(callId);
  await Promise.resolve();
  expect(request).toHaveBeenCalledTimes(2);
});
