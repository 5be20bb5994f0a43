// The owner of an account is told who tried to get in.
import { expect, it } from 'vitest';
import { createBench } from '../../testing/serviceBench.ts';

const wrong = { userName: 'agent', password: 'guess' };

it('[GUARD-3] tells the owner once how often a wrong password was given, and when last', async () => {
  const bench = await createBench();
  const stranger = await bench.connect('agent', '203.0.113.9');
  await stranger.tries('agent.signIn', wrong);
  await bench.clock.advance(60_000);
  await stranger.tries('agent.signIn', wrong);
  const lastAtMs = bench.clock.nowMs();
  await stranger.tries('agent.signIn', { userName: 'nobody', password: 'guess' });
  await bench.clock.advance(60_000);
  const owner = await bench.agent();
  expect(await owner.does('agent.failedSignIns', {})).toEqual({ count: 2, lastAtMs });
  expect(await owner.does('agent.failedSignIns', {})).toEqual({ count: 0 });
  const other = await bench.agent('agent2');
  expect(await other.does('agent.failedSignIns', {})).toEqual({ count: 0 });
  expect(await stranger.tries('agent.failedSignIns', {})).toBe('notSignedIn');
});

it('[GUARD-2] signs the owner in where they have been before, whatever strangers guess', async () => {
  const bench = await createBench();
  await (await bench.agent()).does('agent.signOut', {});
  for (let stranger = 0; stranger < 70; stranger += 1) {
    await (await bench.connect('agent', `203.0.113.${stranger}`)).tries('agent.signIn', wrong);
  }
  const elsewhere = await bench.connect('agent', '198.51.100.1');
  expect(await elsewhere.asks('agent.signIn', { userName: 'agent', password: 'demo' })).toMatchObject({
    problem: { code: 'tooManyAttempts' },
  });
  const owner = await bench.connect('agent');
  const { sessionToken } = await owner.does('agent.signIn', { userName: 'agent', password: 'demo' });
  // Where a session is taken up is known, too.
  const back = await bench.connect('agent', '198.51.100.2');
  await back.does('agent.resume', { sessionToken });
  await back.does('agent.signOut', {});
  expect(await back.tries('agent.signIn', { userName: 'agent', password: 'demo' })).toBe('ok');
});
