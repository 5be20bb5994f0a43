// More than two in a call: who joins, who leaves, who has it then, who listens, and when there is a room.
import { beforeEach, describe, expect, it } from 'vitest';
import { queueIdSchema, type AgentId, type CallId, type LegId } from '../../protocol/index.ts';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { hearing } from '../call/hearing.ts';
import { mediaPlan } from '../call/mediaPlan.ts';
import type { SupervisionMode } from '../call/participants.ts';

let bench: SwitchboardBench;
let [alex, billie, chris]: [AgentId, AgentId, AgentId] = ['', '', ''] as never;
let ada: CallId;

beforeEach(() => {
  bench = new SwitchboardBench();
  alex = bench.joins('alex');
  ada = bench.calls('ada');
  bench.answers(alex);
  bench.take({ type: 'mediaConnected', callId: ada, generation: 1 });
  billie = bench.joins('billie');
  chris = bench.joins('chris');
});

const call = () => bench.state.calls.get(ada) ?? expect.fail('ada is in');
const add = (agentId: AgentId, by = alex) =>
  bench.take({ type: 'personAdded', callId: ada, by, to: { kind: 'agent', agentId } }).refusal;
const leave = (by: AgentId) => bench.take({ type: 'callLeft', callId: ada, by }).refusal;
const supervise = (mode: SupervisionMode, by = chris) =>
  bench.take({ type: 'supervisionChosen', callId: ada, by, mode }).refusal;
const consult = (to: AgentId) =>
  bench.take({ type: 'consultChosen', callId: ada, by: alex, to, reason: '', notes: '' }).refusal;
/** Such as `customer, primary alex, colleague billie (ringing)`. */
function people(): string {
  return call()
    .context.participants.map(({ who, role, legs: [leg] }) => {
      const name = who.kind === 'agent' ? ` ${who.agentId}` : who.kind === 'guest' ? ` ${who.name}` : '';
      return `${role}${name}${leg.state === 'joined' || role === 'customer' ? '' : ` (${leg.state})`}`;
    })
    .join(', ');
}
const works = () => [alex, billie, chris].map((agentId) => bench.agentIs(agentId).split(', ')[1]).join(' ');
const plan = () => mediaPlan(call());
const parts = () =>
  call().context.segments.map(({ agentId, how, leftMs, wrapUp }) => [agentId, how, leftMs !== null, wrapUp]);
function together(): void {
  add(billie);
  bench.answers(billie);
}

describe('who joins', () => {
  it('[JOIN-1] it rings at a colleague while everybody talks on, and all three are in a room once they answer', () => {
    expect(add(billie)).toBeNull();
    expect(add(billie)).toBeNull();
    expect([people(), works(), plan()]).toEqual([
      'customer, primary alex, colleague billie (ringing)',
      'inCall ringing idle',
      { via: 'direct', generation: 1 },
    ]);
    bench.answers(billie);
    expect([people(), works(), plan()]).toEqual([
      'customer, primary alex, colleague billie',
      'inCall inCall idle',
      { via: 'room', generation: 2 },
    ]);
    expect([...hearing(call()).values()].map(({ size }) => size)).toEqual([2, 2, 2]);
  });

  it('[JOIN-1] of a queue it rings at whoever is free the longest', () => {
    const to = { kind: 'queue', queueId: queueIdSchema.parse('loans') } as const;
    expect(bench.take({ type: 'personAdded', callId: ada, by: alex, to }).refusal).toBeNull();
    expect(works()).toBe('inCall ringing idle');
  });

  it.each([
    ['declines', () => bench.declines(billie), 'available, idle'],
    ['does not answer', () => bench.wait(21), 'away for noAnswer, idle'],
    ['begins to write', () => bench.writes(billie), 'available, idle'],
    ['loses their rights', () => bench.take({ type: 'agentRevoked', agentId: billie }), 'away for break, idle'],
  ])(
    '[JOIN-1] a colleague who %s leaves everything as it was, and the customer’s call missed by nobody',
    (_, act, is) => {
      add(billie);
      act();
      expect([people(), bench.agentIs(billie), plan()]).toEqual([
        'customer, primary alex',
        is,
        { via: 'direct', generation: 1 },
      ]);
      expect(bench.offers.at(-1)).toMatchObject({ agentId: billie, isQuestion: true });
      expect([...bench.timers.keys()].filter((key) => key.includes(' leg '))).toEqual([]);
    },
  );

  it('[JOIN-2] nobody is added who is busy or whose page does not know it, nor to a call whose customer’s page does not', () => {
    bench.writes(billie);
    expect(add(billie)).toBe('colleagueBusy');
    const old = { agentId: chris, displayName: 'chris', role: 'agent', takesConsults: true } as const;
    bench.take({ type: 'agentConnected', agent: old, replies: [] });
    expect(add(chris)).toBe('colleagueOutdated');
    bench.take({ type: 'customerReturned', callId: ada });
    bench.sends(billie);
    expect(add(billie)).toBe('customerOutdated');
    expect(people()).toBe('customer, primary alex');
  });

  it('[JOIN-2] whoever comes back with a page that knows no rooms is not left alone in one: two talk on', () => {
    together();
    bench.take({ type: 'customerReturned', callId: ada });
    expect([people(), works(), plan()]).toEqual([
      'customer, primary alex',
      'inCall idle idle',
      { via: 'direct', generation: 3 },
    ]);
  });
});

describe('who leaves', () => {
  beforeEach(together);

  it('[JOIN-3] who has the call leaves it to whoever joined first, and wraps up; nobody’s room is made anew', () => {
    add(chris);
    bench.answers(chris);
    expect(leave(alex)).toBeNull();
    expect([people(), works(), plan()]).toEqual([
      'customer, primary billie, colleague chris',
      'wrapUp inCall inCall',
      { via: 'room', generation: 2 },
    ]);
    expect(parts()).toEqual([
      ['alex', 'answered', true, 'open'],
      ['billie', 'joined', true, 'none'],
      ['chris', 'joined', false, 'none'],
      ['billie', 'transferred', false, 'none'],
    ]);
  });

  it('[JOIN-3] who has joined just leaves; hanging up is leaving; and alone with the customer nobody can', () => {
    expect(bench.agentHangsUp(ada, billie, 'asked').refusal).toBeNull();
    expect([people(), works()]).toEqual(['customer, primary alex', 'inCall idle idle']);
    expect(leave(alex)).toBe('notPossibleNow');
  });

  it('[JOIN-3] hanging up with others in it ends the call for all, and so does the customer', () => {
    bench.agentHangsUp(ada);
    expect([works(), bench.ended.length]).toEqual(['wrapUp idle idle', 1]);
    expect([...bench.timers.keys()].filter((key) => key.startsWith('ada'))).toEqual([]);
  });

  it('[JOIN-4] who has the call is lost: a colleague has it then, one who is there before one who is away', () => {
    add(chris);
    bench.answers(chris);
    bench.take({ type: 'agentDropped', agentId: billie });
    bench.take({ type: 'agentRevoked', agentId: alex });
    expect(people()).toBe('customer, primary chris, colleague billie');
    bench.take({ type: 'agentDropped', agentId: chris });
    bench.wait(20);
    bench.take({ type: 'agentConnected', agent: knowing(billie), replies: [] });
    bench.wait(11);
    expect([people(), bench.ended.length]).toEqual(['customer, primary billie', 0]);
  });

  it('[JOIN-4] a colleague who does not come back in time leaves, and one who reloads is the same', () => {
    const before = call().context.participants.at(-1)?.legs[0].legId;
    bench.take({ type: 'agentDropped', agentId: billie });
    bench.take({ type: 'agentConnected', agent: knowing(billie), replies: [] });
    expect(call().context.participants.at(-1)?.legs[0].legId).toBe(before);
    bench.take({ type: 'agentDropped', agentId: billie });
    bench.wait(31);
    expect([people(), works()]).toEqual(['customer, primary alex', 'inCall idle idle']);
  });

  it('[JOIN-4] a restart keeps everybody in it who comes back', () => {
    bench.timers.clear();
    bench.take({ type: 'serverRestarted' });
    for (const agentId of [alex, billie]) bench.take({ type: 'agentConnected', agent: knowing(agentId), replies: [] });
    bench.take({ type: 'customerReturned', callId: ada, takesRooms: true });
    bench.wait(60);
    expect([people(), plan()]).toEqual(['customer, primary alex, colleague billie', { via: 'room', generation: 2 }]);
  });

  it('[JOIN-5] a room in which two are left goes on for ten seconds, and is the same when somebody comes meanwhile', () => {
    leave(billie);
    bench.wait(9);
    expect(plan()).toEqual({ via: 'room', generation: 2 });
    add(chris);
    bench.answers(chris);
    bench.wait(30);
    expect(plan()).toEqual({ via: 'room', generation: 2 });
    leave(chris);
    bench.wait(11);
    expect(plan()).toEqual({ via: 'direct', generation: 3 });
  });
});

it('[JOIN-6] whoever was asked joins: the third way to hand a call on, and then the first leaves', () => {
  consult(billie);
  bench.answers(billie);
  expect(bench.take({ type: 'consultMerged', callId: ada, by: alex }).refusal).toBeNull();
  expect(bench.take({ type: 'consultMerged', callId: ada, by: alex }).refusal).toBeNull();
  expect([people(), works(), call().context.links.length]).toEqual([
    'customer, primary alex, colleague billie',
    'inCall inCall idle',
    1,
  ]);
  expect([...hearing(call()).values()].map(({ size }) => size)).toEqual([2, 2, 2]);
  leave(alex);
  expect([people(), works()]).toEqual(['customer, primary billie', 'wrapUp inCall idle']);
});

describe('who supervises', () => {
  it('[JOIN-7] listens, whispers and talks with all, each a part of its own on record; nobody rings them meanwhile', () => {
    for (const mode of ['listen', 'whisper', 'barge', 'barge'] as const) expect(supervise(mode)).toBeNull();
    expect(parts().slice(1)).toEqual([
      ['chris', 'listened', true, 'none'],
      ['chris', 'whispered', true, 'none'],
      ['chris', 'barged', false, 'none'],
    ]);
    expect([people(), works(), plan().via]).toEqual([
      'customer, primary alex, supervisor chris',
      'inCall idle inCall',
      'room',
    ]);
    leave(chris);
    expect([works(), parts().every(([, , isOver], index) => index === 0 || isOver)]).toEqual([
      'inCall idle idle',
      true,
    ]);
  });

  it('[JOIN-7] takes the call over, also while its agent asks a colleague: the question is over and the customer talked with', () => {
    supervise('listen');
    consult(billie);
    bench.answers(billie);
    expect(bench.take({ type: 'callTakenOver', callId: ada, by: chris }).refusal).toBeNull();
    expect([people(), works()]).toEqual(['customer, primary chris', 'wrapUp idle inCall']);
    expect([...hearing(call()).values()].map(({ size }) => size)).toEqual([1, 1]);
    expect(parts().at(-1)).toEqual(['chris', 'tookOver', false, 'none']);
    expect(bench.take({ type: 'callTakenOver', callId: ada, by: billie }).refusal).toBe('notPossibleNow');
  });

  it('[JOIN-7] follows whoever has the call next, and leaves when nobody has', () => {
    together();
    supervise('listen');
    leave(alex);
    const [, primary] = call().context.participants;
    const supervisor = call().context.participants.find(({ role }) => role === 'supervisor');
    expect(supervisor?.supervising?.of).toBe(primary?.participantId);
    bench.take({ type: 'agentRevoked', agentId: billie });
    expect([people(), bench.phaseOf(ada)]).toEqual(['customer, primary chris (ringing)', 'ringing at chris']);
  });
});

describe('a guest', () => {
  const knock = (inviteHash = 'invite') =>
    bench.take({ type: 'guestKnocked', callId: ada, inviteHash, tokenHash: `token ${bench.nowMs}`, name: 'Gil' })
      .refusal;
  const legId = (): LegId => call().context.participants.at(-1)?.legs[0].legId ?? ('none' as LegId);
  beforeEach(() => {
    const expiresMs = bench.nowMs + 900_000;
    bench.take({ type: 'guestInvited', callId: ada, by: alex, tokenHash: 'invite', expiresMs });
  });

  it('[JOIN-8] waits to be let in, hears nobody before, and their link is good once', () => {
    expect([knock('another'), knock(), knock()]).toEqual(['inviteGone', null, 'inviteGone']);
    expect([people(), plan().via, hearing(call()).has(legId())]).toEqual([
      'customer, primary alex, guest Gil (waitingRoom)',
      'direct',
      false,
    ]);
    bench.take({ type: 'guestAdmitted', callId: ada, by: alex, legId: legId() });
    expect([people(), plan().via, hearing(call()).get(legId())?.size]).toEqual([
      'customer, primary alex, guest Gil',
      'room',
      2,
    ]);
  });

  it('[JOIN-8] is refused or removed by whoever has the call and nobody else, or leaves; not let in they leave in the end', () => {
    knock();
    bench.take({ type: 'personRemoved', callId: ada, by: billie, legId: legId() });
    expect(people()).toContain('Gil');
    bench.take({ type: 'personRemoved', callId: ada, by: alex, legId: legId() });
    expect(people()).toBe('customer, primary alex');
    bench.take({ type: 'guestInvited', callId: ada, by: alex, tokenHash: 'invite', expiresMs: bench.nowMs + 900_000 });
    knock();
    bench.wait(601);
    expect(people()).toBe('customer, primary alex');
  });

  it('[JOIN-8] is the same after a reload, waits on when the call waits for its next agent, and goes when it ends', () => {
    knock();
    const leg = legId();
    bench.take({ type: 'guestAdmitted', callId: ada, by: alex, legId: leg });
    bench.take({ type: 'guestDropped', callId: ada, legId: leg });
    bench.take({ type: 'guestReturned', callId: ada, legId: leg });
    bench.wait(40);
    bench.take({ type: 'agentRevoked', agentId: alex });
    expect([people(), plan().via]).toEqual(['customer, guest Gil, primary billie (ringing)', 'none']);
    bench.answers(billie);
    expect([people(), plan().via]).toEqual(['customer, guest Gil, primary billie', 'room']);
    bench.take({ type: 'hungUp', callId: ada, by: 'customer' });
    expect(bench.take({ type: 'guestReturned', callId: ada, legId: leg }).refusal).toBe('callEnded');
  });

  it('[JOIN-8] comes by no link whose time is over', () => {
    bench.nowMs += 900_001;
    expect(knock()).toBe('inviteGone');
  });
});

function knowing(agentId: AgentId) {
  const says = { takesConsults: true, takesSeveral: true, takesRooms: true };
  return { agentId, displayName: agentId as string, role: 'agent' as const, ...says };
}
