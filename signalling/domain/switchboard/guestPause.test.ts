// A guest who is paused.
import { expect, it } from 'vitest';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { hearing } from '../call/hearing.ts';
import { mediaPlan } from '../call/mediaPlan.ts';

it('[JOIN-14] a guest is paused by whoever has the call, hears nobody and is heard by nobody, and keeps their place until they are let back in', () => {
  const bench = new SwitchboardBench();
  const alex = bench.joins('alex');
  const ada = bench.calls('ada');
  bench.answers(alex);
  bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
  const billie = bench.joins('billie');
  bench.take({ type: 'guestInvited', callId: ada, by: alex, tokenHash: 'invite', expiresMs: bench.nowMs + 1000 });
  bench.take({ type: 'guestKnocked', callId: ada, inviteHash: 'invite', tokenHash: 'token', name: 'Gil' });
  const call = () => bench.state.calls.get(ada) ?? expect.fail('ada is in');
  const leg = call().context.participants.at(-1)?.legs[0].legId ?? expect.fail('Gil waits');
  const pause = (paused: boolean, by = alex) =>
    bench.take({ type: 'guestPaused', callId: ada, by, legId: leg, paused }).refusal;
  expect(pause(true)).toBe('notPossibleNow');
  bench.take({ type: 'guestAdmitted', callId: ada, by: alex, legId: leg });
  const heard = () => [...hearing(call()).values()].map(({ size }) => size);
  expect([pause(true, billie), pause(true), pause(true), heard()]).toEqual(['notPossibleNow', null, null, [1, 1, 0]]);
  bench.take({ type: 'guestDropped', callId: ada, legId: leg });
  bench.take({ type: 'guestReturned', callId: ada, legId: leg });
  bench.wait(60);
  expect([bench.phaseOf(ada), heard(), mediaPlan(call())]).toEqual([
    'active with alex',
    [1, 1, 0],
    { via: 'room', generation: 2 },
  ]);
  expect([pause(false), heard()]).toEqual([null, [2, 2, 2]]);
});
