// A page of 0.1.0 whose call is handed on, and an app of 0.1.0 that gets it: both know nothing of that, and keep the call.
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { agentIdSchema, queueIdSchema } from '../../signalling/protocol/index.ts';
import { createBench, type Person } from '../../signalling/testing/serviceBench.ts';
import * as then from '../support/wire/0.1.0/protocol.js';

/** What they would have refused, closing their connection. */
function refusedBy({ notices }: Person): readonly unknown[] {
  const schemas: Readonly<Record<string, z.core.$ZodType>> = then.NOTICES;
  return notices.flatMap(({ name, payload }) => {
    const schema = schemas[name];
    const issues = schema === undefined ? ['unknown'] : (z.safeParse(schema, payload).error?.issues ?? []);
    return issues.map((issue) => [name, issue]);
  });
}

it('[WIRE-24][TRANSFER-1] a page of 0.1.0 keeps its call when it is handed on, to a colleague and to a queue', async () => {
  const bench = await createBench();
  const alex = await bench.agentOfToday();
  const zoe = await bench.customer();
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  const billie = await bench.agent('agent2');
  const to = { kind: 'agent', agentId: agentIdSchema.parse('demo-agent2') } as const;
  await alex.does('call.transfer', { callId, to, reason: 'Knows mortgages', notes: 'Wants to borrow' });
  expect(zoe.call?.phase).toMatchObject({ name: 'waiting', position: 1 });
  await billie.answers();
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Billie Durand', generation: 2 });
  // The new link comes about: what either side sends reaches the other.
  const signal = { type: 'offer', sdp: 'v=0' } as const;
  await billie.does('peer.signal', { callId, generation: 2, signal });
  expect(zoe.notices.at(-1)).toMatchObject({ name: 'peer.signalled', payload: { callId, generation: 2, signal } });
  await zoe.does('peer.reportConnected', { callId, generation: 2 });

  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  const queueId = queueIdSchema.parse('loans');
  await billie.does('call.transfer', { callId, to: { kind: 'queue', queueId }, reason: '', notes: '' });
  // Both have handed it on: after a pause it rings at whoever is free.
  await bench.clock.advance(11_000);
  await alex.answers();
  expect(zoe.call?.phase).toMatchObject({ name: 'active', agentName: 'Alex Martin', generation: 3 });
  await zoe.does('call.hangUp', {});
  await billie.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(zoe.notices.length).toBeGreaterThan(5);
  for (const person of [zoe, billie]) {
    expect(refusedBy(person)).toEqual([]);
    expect(person.closedWith).toBeNull();
  }
});
