// Whom a call may go to: only somebody in sight who can take it; and what a wait learns of where it goes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { agentIdSchema, callIdSchema } from '../../../signalling/protocol/index.ts';
import { wasHandedOn } from './handedOn.ts';
import { Transfer } from './transfer.svelte.ts';
import { TransferWatch } from './transferWatch.svelte.ts';

const CALL = callIdSchema.parse('call-1');
const BILLIE = agentIdSchema.parse('billie');
const billie = (state: string) => ({ agentId: BILLIE, name: 'Billie', state });
const targets = (...colleagues: object[]) => ({ ok: true, value: { colleagues, queues: [] } });
const refused = (code: string) => ({ ok: false, problem: { code } });

const request = vi.fn<(name: string, params: object) => Promise<unknown>>();
const client = { request, serverCan: () => true } as unknown as ConstructorParameters<typeof Transfer>[0];

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  request.mockReset();
});
afterEach(() => vi.useRealTimers());

it('[TRANSFER-3] nobody stays chosen who is out of sight or cannot take it any more', async () => {
  request.mockResolvedValue(targets(billie('free')));
  const transfer = new Transfer(client, CALL);
  transfer.open();
  await vi.advanceTimersByTimeAsync(0);
  for (const later of [targets(), targets(billie('writing'))]) {
    transfer.choose({ kind: 'agent', agentId: BILLIE });
    expect(transfer.maySend).toBe(true);
    request.mockResolvedValue(later);
    transfer.targets.find = 'c';
    await vi.advanceTimersByTimeAsync(0);
    expect(transfer.maySend).toBe(false);
  }
  transfer.close();
});

it('[TRANSFER-3] a search that failed is forgotten with the next that does not', async () => {
  request.mockResolvedValueOnce(refused('unreachable'));
  const transfer = new Transfer(client, CALL);
  transfer.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(transfer.problem).toBe('unreachable');
  request.mockResolvedValue(targets());
  await vi.advanceTimersByTimeAsync(3000);
  expect(transfer.problem).toBeUndefined();
  transfer.close();
});

it('[TRANSFER-1] the page knows that it handed the call on, unless it was refused', async () => {
  request.mockResolvedValue(targets(billie('free')));
  const transfer = new Transfer(client, CALL);
  transfer.open();
  await vi.advanceTimersByTimeAsync(0);
  transfer.choose({ kind: 'agent', agentId: BILLIE });
  request.mockResolvedValueOnce(refused('colleagueBusy'));
  await transfer.send('');
  expect([transfer.problem, transfer.isOpen, wasHandedOn(CALL)]).toEqual(['colleagueBusy', true, false]);
  request.mockResolvedValue({ ok: true, value: {} });
  transfer.choose({ kind: 'agent', agentId: BILLIE });
  await transfer.send('');
  expect([transfer.isOpen, wasHandedOn(CALL)]).toEqual([false, true]);
});

it('[TRANSFER-9] what could not be told is asked again; an older server is asked once', async () => {
  const course = { by: 'Alex', to: { kind: 'agent', name: 'Billie' }, reason: '' };
  const watch = new TransferWatch(client);
  request.mockResolvedValueOnce(refused('callNotFound')).mockResolvedValue({ ok: true, value: { course } });
  watch.begin();
  await vi.advanceTimersByTimeAsync(4000);
  expect(watch.course).toEqual(course);
  watch.end();
  expect(watch.course).toBeUndefined();
  request.mockReset().mockResolvedValue(refused('unknownRequest'));
  watch.begin();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(request).toHaveBeenCalledTimes(1);
});
