// What is stored of a call is what it is: over random days, whatever was written is read again as it was.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { beginDay, PLAY, RULES } from '../../testing/switchboardWalk.ts';
import { plainRouting } from '../../domain/queue/routingRules.ts';
import { readAgent, readCall } from './liveState.ts';

it('[STORE-2][LEG-1] reads every call and every agent again as they were written, whatever has happened', () => {
  const steps = fc.array(fc.tuple(fc.nat(PLAY.length - 1), fc.nat(1000)), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(steps, (walk) => {
      const { plainTeam, ...routing } = plainRouting(RULES);
      const team = { ...plainTeam, capacity: { voice: 2, video: 2 }, mostInHand: 2 };
      const bench = new SwitchboardBench(undefined, { ...routing, plainTeam: team });
      beginDay(bench);
      for (const [act, chance] of walk) {
        PLAY[act]?.(bench, chance);
        const { changedCalls, changedAgents } = bench.last ?? expect.fail('something was decided');
        for (const call of changedCalls) expect(readCall(JSON.stringify(call))).toEqual({ state: call });
        for (const agent of changedAgents) expect(readAgent(JSON.stringify(agent))).toEqual({ state: agent });
      }
    }),
    { numRuns: 100, seed: 20_240_601 },
  );
});

it('[STORE-9] says where a call does not fit, in words that say nothing of what stands there', () => {
  const bench = new SwitchboardBench();
  beginDay(bench);
  const [call] = bench.state.calls.values();
  const stored = JSON.stringify(call);
  expect(readCall(stored.replace('"role":"primary"', '"role":"secret"'))).toEqual({
    problem: expect.stringMatching(/^context\.participants\.1\.role: /) as unknown,
  });
  expect(readCall(stored.replace('"role":"primary"', '"role":"colleague"'))).toEqual({
    problem: 'an active call has a conversation',
  });
});
