// What the agent's page asks about its calls, and how often.
import { expect, it, vi } from 'vitest';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { callIdSchema } from '../../../signalling/protocol/index.ts';
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
