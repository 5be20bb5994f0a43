// A colleague is asked while the customer waits: who talks with whom, what it leads to, and that nobody is lost whatever happens.
import { beforeEach, describe, expect, it } from 'vitest';
import { agentIdSchema, type AgentId, type CallId } from '../../protocol/index.ts';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { callPhase, type Call } from '../call/call.ts';
import { linksOf } from '../call/links.ts';
import { agentView, customerCallView, endedCallOf } from './views.ts';

const NO_SERVERS = () => ({ iceServers: [], relayOnly: false });

let bench: SwitchboardBench;
let ada: CallId;
let alex: AgentId;
let billie: AgentId;

/** Ada talks with Alex; Billie is free. */
beforeEach(() => {
  bench = new SwitchboardBench();
  alex = bench.joins('alex');
  ada = bench.calls('ada');
  bench.answers(alex);
  bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
  billie = bench.joins('billie');
  bench.wait(60);
});

const ask = (to = billie, by = alex) =>
  bench.take({ type: 'consultChosen', callId: ada, by, to, reason: 'Knows mortgages', notes: 'Wants to borrow' });
const goBack = (by = alex) => bench.take({ type: 'consultEnded', callId: ada, by });
const swap = (to: 'colleague' | 'customer') => bench.take({ type: 'consultSwapped', callId: ada, by: alex, to });
const complete = () => bench.take({ type: 'consultCompleted', callId: ada, by: alex });
const isHeld = (): boolean => {
  const call = bench.state.calls.get(ada);
  const phase = call === undefined ? undefined : callPhase(call);
  if (phase?.name !== 'active') throw new Error('nobody has the call');
  return phase.held;
};
const are = (): string => `${bench.agentIs(alex).split(', ')[1]} ${bench.agentIs(billie).split(', ')[1]}`;
const dropsOut = (agentId: AgentId, seconds: number): void => {
  bench.take({ type: 'agentDropped', agentId });
  bench.wait(seconds);
};
const call = (): Call => {
  const known = bench.state.calls.get(ada);
  if (known === undefined) throw new Error('the call is gone');
  return known;
};
const viewOf = (agentId: AgentId) => {
  const agent = bench.state.agents.get(agentId);
  if (agent === undefined) throw new Error('nobody');
  return agentView(bench.state, agent, NO_SERVERS).work;
};

describe('asking', () => {
  it('[CONSULT-1] rings at the colleague while the customer is on hold, and the two agents get a link of their own', () => {
    expect(ask().refusal).toBeNull();
    expect([are(), isHeld(), linksOf(call()).length]).toEqual(['inCall ringing', true, 1]);
    expect(viewOf(billie)).toMatchObject({ name: 'ringing', offer: { callId: ada, consult: { byName: 'alex' } } });
    expect(viewOf(alex)).toMatchObject({ call: { held: true, consult: { role: 'asking', talksWith: 'colleague' } } });
    bench.answers(billie);
    expect(are()).toBe('inCall inCall');
    expect(linksOf(call())).toMatchObject([
      { linkId: ada, kind: 'call', offerer: { agentId: alex }, answerer: { kind: 'customer' } },
      { kind: 'consult', generation: 1, offerer: { agentId: alex }, answerer: { agentId: billie } },
    ]);
    const [asking, asked] = [viewOf(alex), viewOf(billie)];
    if (asking.name !== 'inCall' || asked.name !== 'inCall') throw new Error('both talk');
    expect(asked.call).toMatchObject({ held: false, generation: 1, consult: { role: 'asked', colleagueName: 'alex' } });
    expect(asking.call.consult?.linkId).toBe(asked.call.consult?.linkId);
    expect(asking.call.consult?.talk).toMatchObject({ held: false, generation: 1 });
    expect(customerCallView(bench.state, call(), NO_SERVERS).phase).toMatchObject({ agentName: 'alex', held: true });
  });

  it('[CONSULT-1] asked twice rings once, and nobody else can be asked meanwhile', () => {
    const chris = bench.joins('chris');
    ask();
    expect(ask().refusal).toBeNull();
    expect(ask(chris).refusal).toBe('notPossibleNow');
    expect(bench.agentIs(chris)).toBe('available, idle');
  });

  it('[CONSULT-2] nobody is asked who writes, is busy or away, or whose app does not know it, nor by who has not got the call', () => {
    expect(ask(alex).refusal).toBe('colleagueBusy');
    expect(ask(billie, billie).refusal).toBe('notPossibleNow');
    bench.writes(billie);
    expect(ask().refusal).toBe('colleagueBusy');
    bench.sends(billie);
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'away', reason: 'lunch' } });
    expect(ask().refusal).toBe('colleagueBusy');
    const old = agentIdSchema.parse('old');
    bench.take({ type: 'agentConnected', agent: { agentId: old, displayName: 'old', role: 'agent' }, replies: [] });
    bench.take({ type: 'intentChosen', agentId: old, intent: { name: 'available' } });
    expect(ask(old).refusal).toBe('colleagueOutdated');
    expect(isHeld()).toBe(false);
  });

  it('[CONSULT-1] the call is neither handed on nor taken off hold behind the colleague’s back', () => {
    ask();
    bench.answers(billie);
    const to = { kind: 'agent', agentId: billie } as const;
    const transfer = { type: 'transferChosen', callId: ada, by: alex, to, reason: '', notes: '' } as const;
    expect(bench.take(transfer).refusal).toBe('notPossibleNow');
    expect(bench.take({ type: 'holdChosen', callId: ada, held: false }).refusal).toBe('notPossibleNow');
    expect(isHeld()).toBe(true);
  });
});

describe('what it leads to', () => {
  it.each([
    ['declines', () => bench.declines(billie), 'idle', 'declined'],
    ['does not answer', () => bench.wait(20), 'idle', 'missed'],
    ['drops out', () => dropsOut(billie, 3), 'idle', 'agentGone'],
    ['begins to write', () => bench.writes(billie), 'idle', 'withdrawn'],
    ['loses their rights', () => bench.take({ type: 'agentRevoked', agentId: billie }), 'idle', 'withdrawn'],
    ['is not wanted any more', () => goBack(), 'idle', 'withdrawn'],
  ] as const)('[CONSULT-3] all is as it was before when the colleague %s', (_, happens, work, result) => {
    for (const wasHeld of [false, true]) {
      bench.take({ type: 'holdChosen', callId: ada, held: wasHeld });
      bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'available' } });
      bench.take({
        type: 'agentConnected',
        agent: { agentId: billie, displayName: 'billie', role: 'agent', takesConsults: true },
        replies: [],
      });
      bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'available' } });
      bench.take({ type: 'repliesDismissed', agentId: billie });
      const before = { ...call().context, attempt: 0, offerCount: 0 };
      expect(ask().refusal).toBeNull();
      happens();
      expect({ ...call().context, attempt: 0, offerCount: 0 }).toEqual(before);
      expect(isHeld()).toBe(wasHeld);
      expect(bench.agentIs(billie).split(', ')[1]).toBe(work);
      expect(bench.offers.at(-1)).toMatchObject({ agentId: billie, result });
    }
    expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
  });

  it('[CONSULT-3] who did not answer is away, as with any call that rang', () => {
    ask();
    bench.wait(20);
    expect(bench.agentIs(billie)).toBe('away for noAnswer, idle');
  });

  it('[CONSULT-4] swapped, the colleague is on hold and the customer is talked with; and back', () => {
    ask();
    expect(swap('customer').refusal).toBe('notPossibleNow');
    bench.answers(billie);
    for (const [to, customerHeld] of [
      ['customer', false],
      ['customer', false],
      ['colleague', true],
    ] as const) {
      expect(swap(to).refusal).toBeNull();
      expect([isHeld(), viewOf(billie)]).toMatchObject([customerHeld, { call: { held: !customerHeld } }]);
    }
  });

  it('[CONSULT-3] whoever goes back talks with the customer, also where they were on hold before; the colleague is free at once', () => {
    bench.take({ type: 'holdChosen', callId: ada, held: true });
    ask();
    bench.answers(billie);
    expect(goBack().refusal).toBeNull();
    expect([are(), isHeld(), linksOf(call()).length]).toEqual(['inCall idle', false, 1]);
    expect(bench.agentIs(billie)).toBe('available, idle');
    expect(goBack().refusal).toBeNull();
  });

  it('[CONSULT-3] what the colleague chose meanwhile holds afterwards, and they are free since then only', () => {
    ask();
    bench.answers(billie);
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'away', reason: 'lunch' } });
    goBack();
    expect(bench.agentIs(billie)).toBe('away for lunch, idle');
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'available' } });
    bench.wait(10);
    const chris = bench.joins('chris');
    ask();
    bench.answers(billie);
    bench.wait(5);
    goBack();
    const yann = bench.calls('yann');
    expect([bench.phaseOf(yann), bench.agentIs(chris)]).toEqual(['ringing at chris', 'available, ringing']);
  });

  it('[CONSULT-3] a colleague who leaves or is lost leaves everything as it was', () => {
    ask();
    bench.answers(billie);
    goBack(billie);
    expect([are(), isHeld()]).toEqual(['inCall idle', false]);
    ask();
    bench.answers(billie);
    bench.take({ type: 'agentDropped', agentId: billie });
    bench.wait(29);
    expect(viewOf(alex)).toMatchObject({ call: { consult: { colleagueConnected: false } } });
    bench.wait(1);
    expect([are(), isHeld()]).toEqual(['inCall idle', false]);
  });

  it('[CONSULT-4] completed, the colleague has the call at once on a new link; who asked wraps up', () => {
    ask();
    expect(complete().refusal).toBe('notPossibleNow');
    bench.answers(billie);
    bench.wait(30);
    expect(complete().refusal).toBeNull();
    expect(complete().refusal).toBeNull();
    expect([are(), isHeld(), bench.phaseOf(ada)]).toEqual(['wrapUp inCall', false, 'active with billie']);
    expect(linksOf(call())).toMatchObject([{ linkId: ada, generation: 2, offerer: { agentId: billie } }]);
    expect(customerCallView(bench.state, call(), NO_SERVERS).phase).toMatchObject({
      agentName: 'billie',
      generation: 2,
    });
    expect(call().context.transfer).toMatchObject({ by: alex, reason: 'Knows mortgages', notes: 'Wants to borrow' });
    bench.take({ type: 'mediaConnected', callId: ada, generation: 2 });
    bench.take({ type: 'wrapUpFinished', agentId: alex, callId: ada });
    bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
    expect(are()).toBe('idle wrapUp');
    const ended = bench.ended.map(endedCallOf);
    expect(ended).toMatchObject([{ agentId: billie, outcome: 'answered', endedBy: 'customer' }]);
    const parts = bench.ended[0]?.context.segments.map(({ agentId, how, wrapUp }) => [agentId, how, wrapUp]);
    expect(parts).toEqual([
      [alex, 'answered', 'done'],
      [billie, 'consulted', 'none'],
      [billie, 'transferred', 'open'],
    ]);
    bench.take({ type: 'wrapUpFinished', agentId: billie, callId: ada });
    expect(bench.state.calls.size).toBe(0);
  });

  it('[CONSULT-4] a call that was completed fails for lack of media as any other', () => {
    ask();
    bench.answers(billie);
    complete();
    bench.wait(30);
    expect(bench.ended).toMatchObject([{ context: { ending: { reason: 'mediaFailed' } } }]);
  });
});

describe('nobody is lost', () => {
  it.each([
    ['who asked is lost', () => dropsOut(alex, 30), 'wrapUp'],
    ['who asked loses their rights', () => bench.take({ type: 'agentRevoked', agentId: alex }), 'idle'],
  ] as const)('[CONSULT-5] when %s, the colleague they talk with has the call', (_, happens, work) => {
    ask();
    bench.answers(billie);
    happens();
    expect([are(), bench.phaseOf(ada), isHeld()]).toEqual([`${work} inCall`, 'active with billie', false]);
  });

  const back = (agentId: AgentId) =>
    bench.take({
      type: 'agentConnected',
      agent: { agentId, displayName: agentId, role: 'agent', takesConsults: true },
      replies: [],
    });

  /** Both are away, and who asked has been so for longer than is allowed; the colleague for a moment. */
  const bothAway = () => {
    ask();
    bench.answers(billie);
    dropsOut(alex, 29.5);
    dropsOut(billie, 1);
    expect([bench.phaseOf(ada), bench.ended]).toEqual(['active with alex', []]);
  };

  it('[CONSULT-5] a colleague who is away for a moment when who asked is lost has the call when they are back', () => {
    bothAway();
    back(billie);
    expect([are(), bench.phaseOf(ada), isHeld()]).toEqual(['wrapUp inCall', 'active with billie', false]);
    expect(call().context.segments.map(({ agentId, how }) => [agentId, how])).toEqual([
      [alex, 'answered'],
      [billie, 'consulted'],
      [billie, 'transferred'],
    ]);
  });

  it('[CONSULT-5] while the colleague may still come back, so may who asked, and nothing has changed', () => {
    bothAway();
    back(alex);
    bench.wait(20);
    back(billie);
    expect([are(), bench.phaseOf(ada), isHeld()]).toEqual(['inCall inCall', 'active with alex', true]);
  });

  it.each([
    ['is not back in time', () => bench.wait(30)],
    ['loses their rights', () => bench.take({ type: 'agentRevoked', agentId: billie })],
  ] as const)('[CONSULT-5] the call is over when the colleague %s either', (_, happens) => {
    bothAway();
    happens();
    expect(bench.ended).toMatchObject([{ context: { ending: { reason: 'connectionLost', endedBy: 'agent' } } }]);
    expect(are()).toBe('wrapUp idle');
    expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
  });

  it('[CONSULT-5] when who asked is gone before the colleague answers, it rings no more there', () => {
    ask();
    bench.take({ type: 'agentRevoked', agentId: alex });
    // Back in line, it rings at the colleague as the customer's call.
    expect([bench.phaseOf(ada), viewOf(billie)]).toMatchObject(['ringing at billie', { name: 'ringing' }]);
    expect(viewOf(billie)).not.toMatchObject({ offer: { consult: {} } });
  });

  it.each([
    ['rings', false],
    ['is talked with', true],
  ] as const)(
    '[CONSULT-5] a customer who leaves while a colleague %s ends all of it with that event',
    (_, answered) => {
      ask();
      if (answered) bench.answers(billie);
      bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
      expect(are()).toBe('wrapUp idle');
      expect(bench.ended).toMatchObject([{ context: { ending: { outcome: 'answered' }, consult: null } }]);
      expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
    },
  );

  it('[CONSULT-5] a restart of the server at any step keeps everybody in it who comes back', () => {
    ask();
    for (const answered of [false, true]) {
      if (answered) bench.answers(billie);
      bench.timers.clear();
      bench.take({ type: 'serverRestarted' });
      for (const agentId of [alex, billie]) {
        const agent = { agentId, displayName: agentId as string, role: 'agent' as const, takesConsults: true };
        bench.take({ type: 'agentConnected', agent, replies: [] });
      }
      bench.take({ type: 'customerReturned', callId: ada });
      bench.wait(10);
      expect(are()).toBe(answered ? 'inCall inCall' : 'inCall ringing');
    }
    const { consult } = call().context;
    bench.take({ type: 'consultLinkLost', callId: ada, generation: consult?.talk?.generation ?? 0 });
    expect(linksOf(call())[1]?.generation).toBe(2);
  });
});
