// What a whole call leaves in the log at its most talkative.
import { expect, it } from 'vitest';
import { createMemoryStore } from '../adapters/store/memoryStore.ts';
import { createBench } from '../testing/serviceBench.ts';

it('[ENTRY-10][HANDOVER-5] logs nothing of entries, and no code of a hand-over', async () => {
  const store = createMemoryStore();
  const bench = await createBench(store);
  const agent = await bench.agent();
  const zoe = await bench.customer();
  const callId = await agent.answers();
  const { code } = await zoe.does('call.offerHandOver', {});
  const text = 'sentence-nobody-may-log';
  await zoe.does('call.addEntry', { callId, entryId: 'e1', entry: { kind: 'chat', messageId: 'm', text } });
  const url = 'https://nobody-may-log.example/?q=1';
  const link = { kind: 'link', messageId: 'm', url, host: 'nobody-may-log.example', status: 'asked' } as const;
  await agent.does('call.addEntry', { callId, entryId: 'e2', entry: link });
  const wrong = { kind: 'chat', messageId: 'm', text, extra: text };
  expect(JSON.stringify(await zoe.asks('call.addEntry', { callId, entryId: 'e3', entry: wrong }))).not.toContain(text);
  const phone = await bench.connect('customer');
  await phone.tries('call.takeHandOver', { code: 'guess-nobody-may-log-xx' });
  const { callToken } = await phone.does('call.takeHandOver', { code });
  store.addEntry = () => Promise.reject(new Error('disk full'));
  expect(await phone.tries('call.addEntry', { callId, entryId: 'e4', entry: link })).toBe('internal');
  const said = bench.log.lines.join('\n');
  expect(said).toContain('disk full');
  for (const secret of ['nobody-may-log', code, callToken, bench.service.tokens.hash(code)]) {
    expect(said).not.toContain(secret);
  }
});

it('[OPS-5] logs each step of a call and an agent, and nothing that people said, typed or hold', async () => {
  const store = createMemoryStore();
  const bench = await createBench(store);
  const agent = await bench.connect('agent');
  await agent.asks('agent.signIn', { userName: 'agent', password: 'pass-not-right' });
  const { sessionToken } = await agent.does('agent.signIn', { userName: 'agent', password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const customer = await bench.connect('customer', '203.0.113.77');
  const { callToken } = await customer.starts('Zoé Quelqu’un', 'request-id-nobody-may-see');
  const callId = await agent.answers();
  await agent.does('peer.signal', { callId, generation: 1, signal: { type: 'offer', sdp: 'v=0 private-sdp' } });
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.200 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
  await customer.does('peer.signal', { callId, generation: 1, signal: { type: 'candidate', candidate } });
  await customer.does('call.hangUp', {});
  store.commit = () => Promise.reject(new Error('disk full'));
  await agent.asks('wrapUp.finish', { callId, reasonId: 'solved', notes: 'notes-about-health' });
  await agent.asks('agent.signIn', { userName: 'agent', password: 7, secretField: 'x' });

  const text = bench.log.lines.join('\n');
  const steps = bench.log.lines.filter((line) => line.includes('"info"') && line.includes(callId));
  expect(steps.map((line) => (JSON.parse(line) as { to: string }).to)).toEqual([
    'waiting',
    'ringing',
    'active',
    'ended',
  ]);
  const secrets = [
    ...['private-sdp', 'candidate:1', '192.0.2.200', 'notes-about-health', 'Zoé', 'Quelqu', 'pass-not-right'],
    ...['request-id-nobody-may-see', '203.0.113.77', 'Alex Martin', 'demo"', sessionToken, callToken],
    ...[sessionToken, callToken].map((token) => bench.service.tokens.hash(token)),
  ];
  for (const secret of secrets) expect(text).not.toContain(secret);
});
