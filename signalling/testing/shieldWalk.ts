// One seeded day of writing and calling at the switchboard, with a book of its own on who may not be rung. Knows what was
// acknowledged, not how the switchboard decides.
import type { AgentId, CallId } from '../protocol/index.ts';
import { activityIdSchema } from '../protocol/index.ts';
import { LEASE_MS } from '../domain/agent/replies.ts';
import { callPhase } from '../domain/call/call.ts';
import { switchboardOf, type Switchboard } from '../domain/switchboard/switchboard.ts';
import { createSeededRandom, type SeededRandom } from './seededRandom.ts';
import { SwitchboardBench } from './switchboardBench.ts';

const MAILS = ['mail-1', 'mail-2', 'mail-3'] as const;

export type ShieldWalkResult = {
  /** Offers that rang between an acknowledged begin and its release. */
  readonly offersWhileShielded: number;
  /** Shields still on after their lease. */
  readonly outlived: number;
  /** Callers who neither are in line or in a call, nor have ended exactly once. */
  readonly lostCallers: number;
  /** To see that the walk is not empty. */
  readonly begins: number;
  readonly offers: number;
  readonly withdrawn: number;
};

export class ShieldWalk {
  readonly #bench = new SwitchboardBench();
  readonly #random: SeededRandom;
  readonly #agents: readonly [AgentId, ...AgentId[]];
  /** Lease ends by agent and mail, as acknowledged. */
  readonly #held = new Map<string, number>();
  readonly #callers = new Set<CallId>();
  readonly #count = { offersWhileShielded: 0, outlived: 0, lostCallers: 0, begins: 0, offers: 0, withdrawn: 0 };

  constructor(seed: number) {
    this.#random = createSeededRandom(seed);
    this.#agents = [this.#bench.joins('alex'), this.#bench.joins('billie')];
  }

  run(steps: number): ShieldWalkResult {
    for (let step = 0; step < steps; step += 1) {
      const ringingBefore = this.#ringing();
      this.#act();
      this.#forgetLapsed();
      this.#look(ringingBefore);
    }
    return { ...this.#count, lostCallers: this.#lostCallers() };
  }

  #act(): void {
    const agentId = this.#random.pick(this.#agents);
    const mail = this.#random.pick(MAILS);
    const act = this.#random.between(0, 99);
    if (act < 18) this.#begin(agentId, mail);
    else if (act < 30) this.#renew(agentId, mail);
    else if (act < 40) this.#end(agentId, mail);
    else if (act < 43) this.#takeCalls(agentId);
    else if (act < 58) this.#callers.add(this.#bench.calls(`caller-${this.#callers.size}`));
    else if (act < 66) this.#answer(agentId);
    else if (act < 70) this.#decline(agentId);
    else if (act < 76) this.#finish(agentId);
    else if (act < 80) this.#crashApp(agentId);
    else if (act < 82) this.#crashServer();
    else if (act < 85) this.#choose(agentId);
    else this.#bench.wait(this.#random.pick([0, 1, 3, 5, 10, 16]));
  }

  #begin(agentId: AgentId, mail: string): void {
    if (this.#bench.writes(agentId, mail).refusal !== null) return;
    this.#count.begins += 1;
    this.#held.set(`${agentId} ${mail}`, this.#bench.nowMs + LEASE_MS);
  }

  #renew(agentId: AgentId, mail: string): void {
    const activityId = activityIdSchema.parse(mail);
    const { refusal } = this.#bench.take({ type: 'replyRenewed', agentId, activityId, inputAgoMs: 0 });
    if (refusal === null) this.#held.set(`${agentId} ${mail}`, this.#bench.nowMs + LEASE_MS);
  }

  #end(agentId: AgentId, mail: string): void {
    // Released in the same moment: what rings because of it is right.
    this.#held.delete(`${agentId} ${mail}`);
    this.#bench.sends(agentId, mail);
  }

  #takeCalls(agentId: AgentId): void {
    for (const mail of MAILS) this.#held.delete(`${agentId} ${mail}`);
    this.#bench.take({ type: 'repliesDismissed', agentId });
  }

  #answer(agentId: AgentId): void {
    if (this.#bench.state.agents.get(agentId)?.value.work === 'ringing') this.#bench.answers(agentId);
  }

  #decline(agentId: AgentId): void {
    if (this.#bench.state.agents.get(agentId)?.value.work === 'ringing') this.#bench.declines(agentId);
  }

  #finish(agentId: AgentId): void {
    const callId = this.#bench.state.agents.get(agentId)?.context.callId ?? null;
    if (callId === null) return;
    this.#bench.agentHangsUp(callId);
    this.#bench.take({ type: 'wrapUpFinished', agentId, callId });
  }

  /** The app dies; back at once or not before some heartbeats were lost, with or without what was being written. */
  #crashApp(agentId: AgentId): void {
    this.#bench.take({ type: 'agentDropped', agentId });
    this.#bench.wait(this.#random.pick([0, 2, 20]));
    this.#forgetLapsed();
    const resumed = MAILS.filter(() => this.#random.percent(30));
    for (const mail of resumed) this.#held.set(`${agentId} ${mail}`, this.#bench.nowMs + LEASE_MS);
    const replies = resumed.map((mail) => ({
      activityId: activityIdSchema.parse(mail),
      source: 'thunderbird',
      kind: 'reply' as const,
      openForMs: 30_000,
      inputAgoMs: 1000,
    }));
    this.#bench.take({ type: 'agentConnected', agent: { agentId, displayName: agentId, role: 'agent' }, replies });
  }

  /** All that is left is what was stored; everybody comes back. */
  #crashServer(): void {
    this.#bench.timers.clear();
    const { state } = this.#bench;
    const stored = <T>(values: Iterable<T>): T[] => JSON.parse(JSON.stringify([...values])) as T[];
    this.#bench.state = switchboardOf({
      ...state,
      calls: stored(state.calls.values()),
      agents: stored(state.agents.values()),
    });
    this.#bench.take({ type: 'serverRestarted' });
    for (const [callId, call] of this.#bench.state.calls) {
      if (callPhase(call).name !== 'ended') this.#bench.take({ type: 'customerReturned', callId });
    }
    for (const agentId of this.#agents) {
      const agent = { agentId, displayName: agentId, role: 'agent' } as const;
      this.#bench.take({ type: 'agentConnected', agent, replies: [] });
    }
  }

  #choose(agentId: AgentId): void {
    const available = this.#random.percent(70);
    const intent = available ? ({ name: 'available' } as const) : ({ name: 'away', reason: 'break' } as const);
    this.#bench.take({ type: 'intentChosen', agentId, intent });
  }

  #forgetLapsed(): void {
    for (const [key, untilMs] of this.#held) if (untilMs <= this.#bench.nowMs) this.#held.delete(key);
  }

  #isHeld(agentId: AgentId): boolean {
    return MAILS.some((mail) => this.#held.has(`${agentId} ${mail}`));
  }

  /** Asked of the calls, not of the agents: both must agree that nothing rings. */
  #ringing(): ReadonlyMap<AgentId, string> {
    const ringing = new Map<AgentId, string>();
    for (const call of this.#bench.state.calls.values()) {
      const phase = callPhase(call);
      if (phase.name === 'ringing') ringing.set(phase.offer.agentId, phase.offer.offerId);
    }
    return ringing;
  }

  #look(ringingBefore: ReadonlyMap<AgentId, string>): void {
    for (const [agentId, offerId] of this.#ringing()) {
      if (ringingBefore.get(agentId) !== offerId) this.#count.offers += 1;
      if (this.#isHeld(agentId)) this.#count.offersWhileShielded += 1;
    }
    for (const agentId of ringingBefore.keys()) {
      if (this.#isHeld(agentId) && !this.#ringing().has(agentId)) this.#count.withdrawn += 1;
    }
    for (const [agentId, agent] of this.#bench.state.agents) {
      for (const { activityId } of agent.context.replies) {
        if (!this.#held.has(`${agentId} ${activityId}`)) this.#count.outlived += 1;
      }
    }
  }

  #lostCallers(): number {
    const ended = this.#bench.ended.map(({ context }) => context.facts.callId);
    return [...this.#callers].filter((callId) => {
      const isOpen = isOpenIn(this.#bench.state, callId);
      const ends = ended.filter((other) => other === callId).length;
      return isOpen ? ends !== 0 : ends !== 1;
    }).length;
  }
}

function isOpenIn({ calls }: Switchboard, callId: CallId): boolean {
  const call = calls.get(callId);
  return call !== undefined && callPhase(call).name !== 'ended';
}
