// Where agents are not told who listens: nothing that agent and customer are told shows it, and what is so when it cannot be hidden.
import { beforeEach, expect, it } from 'vitest';
import type { AgentId, CallId } from '../../protocol/index.ts';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { hearing } from '../call/hearing.ts';
import { mediaPlan } from '../call/mediaPlan.ts';
import type { SupervisionMode } from '../call/participants.ts';
import { agentView, customerCallView } from './views.ts';

let bench: SwitchboardBench;
let [alex, billie, chris]: [AgentId, AgentId, AgentId] = ['', '', ''] as never;
let ada: CallId;

beforeEach(() => {
  bench = new SwitchboardBench();
  [alex, billie, chris] = [bench.joins('alex'), bench.joins('billie'), bench.joins('chris')];
  for (const agentId of [billie, chris])
    bench.take({ type: 'intentChosen', agentId, intent: { name: 'away', reason: 'lunch' } });
});

const call = () => bench.state.calls.get(ada) ?? expect.fail('ada is in');
const plan = () => mediaPlan(call());
const leave = (by: AgentId) => bench.take({ type: 'callLeft', callId: ada, by });
const supervise = (mode: SupervisionMode) => bench.take({ type: 'supervisionChosen', callId: ada, by: chris, mode });
const asks = (to: AgentId) => {
  bench.take({ type: 'intentChosen', agentId: to, intent: { name: 'available' } });
  bench.take({ type: 'consultChosen', callId: ada, by: alex, to, reason: '', notes: '' });
  bench.answers(to);
};
function begins(name: string, roomsAvailable = true): void {
  ada = bench.calls(name, 'cards', false, true);
  bench.answers(alex, roomsAvailable);
}
const hasMedia = () => bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
const seen = () => {
  const { agents } = bench.state;
  const agent = agents.get(alex) ?? expect.fail('alex is there');
  const servers = () => ({ iceServers: [], relayOnly: false });
  return JSON.stringify([agentView(bench.state, agent, servers), customerCallView(bench.state, call(), servers)]);
};

it('[JOIN-13] a call begins in a room and stays in it: who listens changes nothing that agent and customer are told', () => {
  begins('ada');
  hasMedia();
  const before = seen();
  expect(plan()).toEqual({ via: 'room', generation: 1 });
  supervise('listen');
  expect([seen(), plan(), hearing(call()).size]).toEqual([before, { via: 'room', generation: 1 }, 3]);
  bench.wait(60);
  leave(chris);
  bench.wait(60);
  expect([seen(), plan()]).toEqual([before, { via: 'room', generation: 1 }]);
  supervise('whisper');
  expect(seen()).not.toBe(before);
});

it('[JOIN-13] it stays one when a third person leaves, and when another has the call', () => {
  begins('ada');
  hasMedia();
  asks(billie);
  bench.take({ type: 'consultMerged', callId: ada, by: alex });
  leave(alex);
  bench.wait(60);
  expect([bench.phaseOf(ada), plan()]).toEqual(['active with billie', { via: 'room', generation: 1 }]);
});

it('[JOIN-13] a room that carries nothing gives way to direct media, and so does one that a page does not know', () => {
  begins('ada');
  bench.wait(11);
  expect(plan()).toEqual({ via: 'direct', generation: 2 });
  bench.agentHangsUp(ada);
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: ada });
  begins('bea');
  hasMedia();
  bench.take({ type: 'customerReturned', callId: ada });
  expect(plan()).toEqual({ via: 'direct', generation: 2 });
});

it('[JOIN-13] where a call did not begin in a room, its agent is told who listens', () => {
  begins('ada', false);
  hasMedia();
  expect(plan()).toEqual({ via: 'direct', generation: 1 });
  supervise('listen');
  expect(seen()).toContain('"supervising":"listen"');
});

it('[JOIN-13] whoever has it next decides: a page that knows no rooms has it directly', () => {
  begins('ada');
  hasMedia();
  const old = { agentId: billie, displayName: 'billie', role: 'agent', takesConsults: true } as const;
  bench.take({ type: 'agentConnected', agent: old, replies: [] });
  asks(billie);
  bench.take({ type: 'consultCompleted', callId: ada, by: alex });
  expect([bench.phaseOf(ada), plan()]).toEqual(['active with billie', { via: 'direct', generation: 3 }]);
});
