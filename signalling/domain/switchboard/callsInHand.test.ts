// More than one call in hand: what rings beside a call, who is on hold, and what comes next.
import { expect, it } from 'vitest';
import type { AgentId, CallId } from '../../protocol/index.ts';
import { SwitchboardBench, testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { agentIntent, tasksOf } from '../agent/agent.ts';
import { callPhase } from '../call/call.ts';
import { plainRouting } from '../queue/routingRules.ts';

const QUEUES = testQueues(testQueue('cards', { wrapUpLimitMs: 20_000 }), testQueue('loans'));

/** `most`: how many calls agents may have in hand with one more of video, as all who call here want. */
function benchOf(most: number, voice = most): SwitchboardBench {
  const { plainTeam, ...routing } = plainRouting(QUEUES);
  const team = { ...plainTeam, capacity: { voice, video: most }, mostInHand: Math.max(voice, most) };
  return new SwitchboardBench(QUEUES, { ...routing, plainTeam: team });
}

/** Such as `ada inCall, eve held`. */
function inHand(bench: SwitchboardBench, agentId: AgentId): string {
  const agent = bench.state.agents.get(agentId);
  return (agent === undefined ? [] : tasksOf(agent)).map(({ callId, state }) => `${callId} ${state}`).join(', ');
}

function isHeld(bench: SwitchboardBench, callId: CallId): boolean {
  const call = bench.state.calls.get(callId);
  const phase = call === undefined ? undefined : callPhase(call);
  return phase?.name === 'active' && phase.held;
}

function answers(bench: SwitchboardBench, agentId: AgentId): void {
  const agent = bench.state.agents.get(agentId);
  const ringing = agent === undefined ? undefined : tasksOf(agent).find(({ offerId }) => offerId !== null);
  const offerId = ringing?.offerId ?? expect.fail('nothing rings');
  bench.take({ type: 'offerAnswered', agentId, offerId, withVideo: true });
}

const hangsUp = (bench: SwitchboardBench, callId: CallId, by: 'agent' | 'customer' = 'customer'): void =>
  void (by === 'agent' ? bench.agentHangsUp(callId) : bench.take({ type: 'hungUp', callId, by }));

function twoInHand() {
  const bench = benchOf(2);
  const alex = bench.joins('alex');
  const ada = bench.calls('ada');
  answers(bench, alex);
  const eve = bench.calls('eve');
  answers(bench, alex);
  for (const callId of [ada, eve]) bench.take({ type: 'mediaConnected', callId, generation: 1 });
  return { bench, alex, ada, eve };
}

it('[TASK-1] rings beside a call only where capacity says so, and at nobody in a call while another is free', () => {
  const one = benchOf(1);
  const alone = one.joins('alex');
  one.calls('ada');
  answers(one, alone);
  one.calls('eve');
  expect(inHand(one, alone)).toBe('ada inCall');

  const two = benchOf(2);
  const alex = two.joins('alex');
  two.calls('ada');
  answers(two, alex);
  const billie = two.joins('billie');
  two.calls('eve');
  expect(inHand(two, alex)).toBe('ada inCall');
  answers(two, billie);
  two.calls('finn');
  expect(inHand(two, alex)).toBe('ada inCall, finn ringing');
  answers(two, alex);
  two.calls('gus');
  two.calls('hal');
  expect(inHand(two, alex)).toBe('finn inCall, ada held');
  expect(inHand(two, billie)).toBe('eve inCall, gus ringing');
});

it('[TASK-1] as many may be in hand as the channel of the new call allows, whatever another channel does', () => {
  const bench = benchOf(2, 5);
  const alex = bench.joins('alex');
  for (const name of ['ada', 'eve']) {
    bench.calls(name);
    answers(bench, alex);
  }
  bench.calls('finn');
  expect(inHand(bench, alex)).toBe('eve inCall, ada held');
});

it('[TASK-2] answering another puts the one who is talked with on hold, and turning to one puts the other on hold', () => {
  const { bench, alex, ada, eve } = twoInHand();
  expect(inHand(bench, alex)).toBe('eve inCall, ada held');
  expect([isHeld(bench, ada), isHeld(bench, eve)]).toEqual([true, false]);
  const turned = { type: 'taskChosen', agentId: alex, callId: ada } as const;
  expect(bench.take(turned).refusal).toBeNull();
  expect(inHand(bench, alex)).toBe('ada inCall, eve held');
  expect([isHeld(bench, ada), isHeld(bench, eve)]).toEqual([false, true]);
  // Clicked twice it is done once.
  expect(bench.take(turned).refusal).toBeNull();
  expect(inHand(bench, alex)).toBe('ada inCall, eve held');
  expect(bench.take({ type: 'holdChosen', callId: eve, held: false }).refusal).toBe('notPossibleNow');
});

it('[TASK-3] brings who is on hold next when the call at hand is wrapped up, and what is to be wrapped up after that', () => {
  const { bench, alex, ada, eve } = twoInHand();
  bench.take({ type: 'intentChosen', agentId: alex, intent: { name: 'away', reason: 'lunch' } });
  hangsUp(bench, eve);
  expect(inHand(bench, alex)).toBe('eve wrapUp, ada held');
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: eve });
  expect(inHand(bench, alex)).toBe('ada inCall');
  expect(isHeld(bench, ada)).toBe(true);
  // What was chosen meanwhile waits until nothing is in hand.
  const agent = () => bench.state.agents.get(alex) ?? expect.fail('alex is known');
  expect(agentIntent(agent())).toEqual({ name: 'available' });
  hangsUp(bench, ada);
  bench.wait(21);
  expect(inHand(bench, alex)).toBe('');
  expect(agentIntent(agent())).toEqual({ name: 'away', reason: 'lunch' });
});

it('[TASK-3] a customer who leaves while on hold leaves a wrap-up, whose time begins when the agent is at it', () => {
  const { bench, alex, ada, eve } = twoInHand();
  hangsUp(bench, ada);
  expect(inHand(bench, alex)).toBe('eve inCall, ada wrapUp');
  bench.wait(25);
  expect(inHand(bench, alex)).toBe('eve inCall, ada wrapUp');
  hangsUp(bench, eve, 'agent');
  bench.wait(21);
  expect(inHand(bench, alex)).toBe('ada wrapUp');
  bench.wait(21);
  expect(inHand(bench, alex)).toBe('');
});

it('[TASK-3][AGENT-8] a wrap-up that is set aside has what was left when it is taken up again', () => {
  const { bench, alex, ada, eve } = twoInHand();
  hangsUp(bench, eve);
  bench.wait(15);
  bench.take({ type: 'taskChosen', agentId: alex, callId: ada });
  expect(inHand(bench, alex)).toBe('ada inCall, eve wrapUp');
  // The time stands still, also over a restart.
  bench.wait(60);
  bench.timers.clear();
  bench.take({ type: 'serverRestarted' });
  bench.joins('alex');
  bench.take({ type: 'customerReturned', callId: ada, takesRooms: true });
  bench.take({ type: 'taskChosen', agentId: alex, callId: eve });
  bench.wait(4);
  expect(inHand(bench, alex)).toBe('eve wrapUp, ada held');
  bench.wait(1);
  expect(inHand(bench, alex)).toBe('ada inCall');
});

it('[TASK-3][AGENT-8] a wrap-up that was given more time is given none again when it is taken up', () => {
  const { bench, alex, ada, eve } = twoInHand();
  hangsUp(bench, eve);
  const extended = { type: 'wrapUpExtended', agentId: alex, callId: eve } as const;
  bench.wait(15);
  expect(bench.take(extended).refusal).toBeNull();
  for (const callId of [ada, eve]) bench.take({ type: 'taskChosen', agentId: alex, callId });
  expect(bench.take(extended).refusal).toBe('notPossibleNow');
  bench.wait(20);
  expect(inHand(bench, alex)).toBe('ada inCall');
});

it('[TASK-4] what rings beside a call and is not answered counts for nothing and goes to others', () => {
  const bench = benchOf(2);
  const alex = bench.joins('alex');
  const ada = bench.calls('ada');
  answers(bench, alex);
  bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
  const eve = bench.calls('eve');
  bench.wait(21);
  expect(inHand(bench, alex)).toBe('ada inCall');
  const agent = bench.state.agents.get(alex) ?? expect.fail('alex is known');
  expect(agentIntent(agent)).toEqual({ name: 'available' });
  const billie = bench.joins('billie');
  expect(inHand(bench, billie)).toBe('eve ringing');
  expect(bench.state.line.placeOf(bench.state.calls.get(eve) ?? expect.fail('eve waits'))).toBe(1);
});

it('[TASK-4] is taken back when the agent begins to write or asks a colleague; meanwhile nothing rings beside the call', () => {
  const bench = benchOf(2);
  const alex = bench.joins('alex');
  const ada = bench.calls('ada');
  answers(bench, alex);
  bench.calls('eve');
  bench.writes(alex);
  expect(inHand(bench, alex)).toBe('ada inCall');
  bench.sends(alex);
  expect(inHand(bench, alex)).toBe('ada inCall, eve ringing');
  const billie = bench.joins('billie');
  bench.take({ type: 'consultChosen', callId: ada, by: alex, to: billie, reason: '', notes: '' });
  expect(inHand(bench, alex)).toBe('ada inCall');
  answers(bench, billie);
  expect([inHand(bench, alex), inHand(bench, billie)]).toEqual(['ada inCall', 'ada inCall']);
  bench.take({ type: 'consultEnded', callId: ada, by: alex });
  expect(inHand(bench, billie)).toBe('eve ringing');
});

it('[LEG-3][CONSULT-1] a colleague is asked about the call at hand only: nobody hears the people of two calls', () => {
  const { bench, alex, ada, eve } = twoInHand();
  const to = bench.joins('billie');
  const ask = (callId: CallId) =>
    bench.take({ type: 'consultChosen', callId, by: alex, to, reason: '', notes: '' }).refusal;
  expect([ask(ada), isHeld(bench, ada), isHeld(bench, eve)]).toEqual(['notPossibleNow', true, false]);
  bench.take({ type: 'taskChosen', agentId: alex, callId: ada });
  expect([ask(ada), inHand(bench, to)]).toEqual([null, 'ada ringing']);
});

it('[TASK-4] is taken back when the agent chooses to be away after the call, which then holds', () => {
  const bench = benchOf(2);
  const alex = bench.joins('alex');
  const ada = bench.calls('ada');
  answers(bench, alex);
  const eve = bench.calls('eve');
  bench.take({ type: 'intentChosen', agentId: alex, intent: { name: 'away', reason: 'lunch' } });
  expect(inHand(bench, alex)).toBe('ada inCall');
  hangsUp(bench, ada);
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId: ada });
  const agent = bench.state.agents.get(alex) ?? expect.fail('alex is known');
  expect(agentIntent(agent)).toEqual({ name: 'away', reason: 'lunch' });
  expect(bench.phaseOf(eve)).toBe('waiting');
});

it('[TASK-5] an agent who is gone for good or revoked leaves each customer a place or an end, and an open part to nobody', () => {
  const { bench, alex, ada, eve } = twoInHand();
  bench.take({ type: 'agentRevoked', agentId: alex });
  expect(inHand(bench, alex)).toBe('');
  for (const callId of [ada, eve]) {
    const call = bench.state.calls.get(callId) ?? expect.fail('nobody is lost');
    expect(callPhase(call).name).toBe('waiting');
  }
  const billie = bench.joins('billie');
  expect(inHand(bench, billie)).toBe('ada ringing');
});

it('[TASK-5] a restart keeps all that is in hand', () => {
  const { bench, alex, ada, eve } = twoInHand();
  bench.timers.clear();
  bench.take({ type: 'serverRestarted' });
  bench.joins('alex');
  for (const callId of [ada, eve]) bench.take({ type: 'customerReturned', callId });
  bench.wait(60);
  expect(inHand(bench, alex)).toBe('eve inCall, ada held');
});
