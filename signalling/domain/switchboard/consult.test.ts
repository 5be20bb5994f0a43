// A colleague is asked while the customer waits: who talks with whom, and what it leads to.
import { beforeEach, describe, expect, it } from 'vitest';
import { agentIdSchema, type AgentId, type CallId } from '../../protocol/index.ts';
import { ConsultBench, NO_SERVERS } from '../../testing/consultBench.ts';
import { linksOf } from '../call/links.ts';
import { customerCallView, endedCallOf } from './views.ts';

let bench: ConsultBench;
let ada: CallId;
let alex: AgentId;
let billie: AgentId;

beforeEach(() => {
  bench = new ConsultBench();
  ({ ada, alex, billie } = bench);
});

describe('asking', () => {
  it('[CONSULT-1] rings at the colleague while the customer is on hold, and the two agents get a link of their own', () => {
    expect(bench.ask().refusal).toBeNull();
    expect([bench.they, bench.isHeld, linksOf(bench.call).length]).toEqual(['inCall ringing', true, 1]);
    expect(bench.viewOf(billie)).toMatchObject({
      name: 'ringing',
      offer: { callId: ada, consult: { byName: 'alex' } },
    });
    expect(bench.viewOf(alex)).toMatchObject({
      call: { held: true, consult: { role: 'asking', talksWith: 'colleague' } },
    });
    bench.answers(billie);
    expect(bench.they).toBe('inCall inCall');
    expect(linksOf(bench.call)).toMatchObject([
      { linkId: ada, kind: 'call', offerer: { agentId: alex }, answerer: { kind: 'customer' } },
      { kind: 'consult', generation: 1, offerer: { agentId: alex }, answerer: { agentId: billie } },
    ]);
    const [asking, asked] = [bench.viewOf(alex), bench.viewOf(billie)];
    if (asking.name !== 'inCall' || asked.name !== 'inCall') throw new Error('both talk');
    expect(asked.call).toMatchObject({ held: false, generation: 1, consult: { role: 'asked', colleagueName: 'alex' } });
    expect(asking.call.consult?.linkId).toBe(asked.call.consult?.linkId);
    expect(asking.call.consult?.talk).toMatchObject({ held: false, generation: 1 });
    expect(customerCallView(bench.state, bench.call, NO_SERVERS).phase).toMatchObject({
      agentName: 'alex',
      held: true,
    });
  });

  it('[CONSULT-1] asked twice rings once, and nobody else can be asked meanwhile', () => {
    const chris = bench.joins('chris');
    bench.ask();
    expect(bench.ask().refusal).toBeNull();
    expect(bench.ask(chris).refusal).toBe('notPossibleNow');
    expect(bench.agentIs(chris)).toBe('available, idle');
  });

  it('[CONSULT-2] nobody is asked who writes, is busy or away, or whose app does not know it, nor by who has not got the call', () => {
    expect(bench.ask(alex).refusal).toBe('colleagueBusy');
    expect(bench.ask(billie, billie).refusal).toBe('notPossibleNow');
    bench.writes(billie);
    expect(bench.ask().refusal).toBe('colleagueBusy');
    bench.sends(billie);
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'away', reason: 'lunch' } });
    expect(bench.ask().refusal).toBe('colleagueBusy');
    const old = agentIdSchema.parse('old');
    bench.take({ type: 'agentConnected', agent: { agentId: old, displayName: 'old', role: 'agent' }, replies: [] });
    bench.take({ type: 'intentChosen', agentId: old, intent: { name: 'available' } });
    expect(bench.ask(old).refusal).toBe('colleagueOutdated');
    expect(bench.isHeld).toBe(false);
  });

  it('[CONSULT-1] the call is neither handed on nor taken off hold behind the colleague’s back', () => {
    bench.ask();
    bench.answers(billie);
    const to = { kind: 'agent', agentId: billie } as const;
    const transfer = { type: 'transferChosen', callId: ada, by: alex, to, reason: '', notes: '' } as const;
    expect(bench.take(transfer).refusal).toBe('notPossibleNow');
    expect(bench.take({ type: 'holdChosen', callId: ada, held: false }).refusal).toBe('notPossibleNow');
    expect(bench.isHeld).toBe(true);
  });
});

describe('what it leads to', () => {
  it.each([
    ['declines', () => bench.declines(billie), 'idle', 'declined'],
    ['does not answer', () => bench.wait(20), 'idle', 'missed'],
    ['drops out', () => bench.dropsOut(billie, 3), 'idle', 'agentGone'],
    ['begins to write', () => bench.writes(billie), 'idle', 'withdrawn'],
    ['loses their rights', () => bench.take({ type: 'agentRevoked', agentId: billie }), 'idle', 'withdrawn'],
    ['is not wanted any more', () => bench.goBack(), 'idle', 'withdrawn'],
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
      const before = { ...bench.call.context, attempt: 0, offerCount: 0 };
      expect(bench.ask().refusal).toBeNull();
      happens();
      expect({ ...bench.call.context, attempt: 0, offerCount: 0 }).toEqual(before);
      expect(bench.isHeld).toBe(wasHeld);
      expect(bench.agentIs(billie).split(', ')[1]).toBe(work);
      expect(bench.offers.at(-1)).toMatchObject({ agentId: billie, result });
    }
    expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
  });

  it('[CONSULT-3] who did not answer is away, as with any call that rang', () => {
    bench.ask();
    bench.wait(20);
    expect(bench.agentIs(billie)).toBe('away for noAnswer, idle');
  });

  it('[CONSULT-4] swapped, the colleague is on hold and the customer is talked with; and back', () => {
    bench.ask();
    expect(bench.swap('customer').refusal).toBe('notPossibleNow');
    bench.answers(billie);
    for (const [to, customerHeld] of [
      ['customer', false],
      ['customer', false],
      ['colleague', true],
    ] as const) {
      expect(bench.swap(to).refusal).toBeNull();
      expect([bench.isHeld, bench.viewOf(billie)]).toMatchObject([customerHeld, { call: { held: !customerHeld } }]);
    }
  });

  it('[CONSULT-3] whoever goes back talks with the customer, also where they were on hold before; the colleague is free at once', () => {
    bench.take({ type: 'holdChosen', callId: ada, held: true });
    bench.ask();
    bench.answers(billie);
    expect(bench.goBack().refusal).toBeNull();
    expect([bench.they, bench.isHeld, linksOf(bench.call).length]).toEqual(['inCall idle', false, 1]);
    expect(bench.agentIs(billie)).toBe('available, idle');
    expect(bench.goBack().refusal).toBeNull();
  });

  it('[CONSULT-3] what the colleague chose meanwhile holds afterwards, and they are free since then only', () => {
    bench.ask();
    bench.answers(billie);
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'away', reason: 'lunch' } });
    bench.goBack();
    expect(bench.agentIs(billie)).toBe('away for lunch, idle');
    bench.take({ type: 'intentChosen', agentId: billie, intent: { name: 'available' } });
    bench.wait(10);
    const chris = bench.joins('chris');
    bench.ask();
    bench.answers(billie);
    bench.wait(5);
    bench.goBack();
    const yann = bench.calls('yann');
    expect([bench.phaseOf(yann), bench.agentIs(chris)]).toEqual(['ringing at chris', 'available, ringing']);
  });

  it('[CONSULT-3] a colleague who leaves or is lost leaves everything as it was', () => {
    bench.ask();
    bench.answers(billie);
    bench.goBack(billie);
    expect([bench.they, bench.isHeld]).toEqual(['inCall idle', false]);
    bench.ask();
    bench.answers(billie);
    bench.take({ type: 'agentDropped', agentId: billie });
    bench.wait(29);
    expect(bench.viewOf(alex)).toMatchObject({ call: { consult: { colleagueConnected: false } } });
    bench.wait(1);
    expect([bench.they, bench.isHeld]).toEqual(['inCall idle', false]);
  });

  it('[CONSULT-4] completed, the colleague has the call at once on a new link; who asked wraps up', () => {
    bench.ask();
    expect(bench.complete().refusal).toBe('notPossibleNow');
    bench.answers(billie);
    bench.wait(30);
    expect(bench.complete().refusal).toBeNull();
    expect(bench.complete().refusal).toBeNull();
    expect([bench.they, bench.isHeld, bench.phaseOf(ada)]).toEqual(['wrapUp inCall', false, 'active with billie']);
    expect(linksOf(bench.call)).toMatchObject([{ linkId: ada, generation: 2, offerer: { agentId: billie } }]);
    expect(customerCallView(bench.state, bench.call, NO_SERVERS).phase).toMatchObject({
      agentName: 'billie',
      generation: 2,
    });
    expect(bench.call.context.transfer).toMatchObject({
      by: alex,
      reason: 'Knows mortgages',
      notes: 'Wants to borrow',
    });
    bench.take({ type: 'mediaConnected', callId: ada, generation: 2 });
    bench.take({ type: 'wrapUpFinished', agentId: alex, callId: ada });
    bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
    expect(bench.they).toBe('idle wrapUp');
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
    bench.ask();
    bench.answers(billie);
    bench.complete();
    bench.wait(30);
    expect(bench.ended).toMatchObject([{ context: { ending: { reason: 'mediaFailed' } } }]);
  });
});
