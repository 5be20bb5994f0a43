// What all customers and agents have seen, and whether it fits together. Violations are sentences; there should be none.
import type { AgentView, CallId, CustomerCall, CustomerPhase, OfferId, Problem } from '../../protocol/index.ts';
import { OFFER_GRACE_MS } from '../../domain/call/callEvents.ts';

export type StartedCall = {
  readonly callId: CallId;
  readonly customerName: string;
  /** Numbers of one count: when the start was first asked for, and when the server had confirmed it. */
  readonly askedAt: number;
  readonly confirmedAt: number;
  position: number;
  /** How many calls had been handed on when it was seen: who called earlier may have come before them again since. */
  handOnsBefore: number;
  ending: Extract<CustomerPhase, { name: 'ended' }> | null;
};

const NO_PLACE = { position: Infinity, handOnsBefore: 0 };

type Rung = { readonly offerId: OfferId; readonly agent: string; readonly sinceMs: number; isDone: boolean };

export class Ledger {
  readonly violations: string[] = [];
  readonly started = new Map<CallId, StartedCall>();
  readonly seenByAgents = new Set<CallId>();
  readonly #rung = new Map<OfferId, Rung>();
  /** The last offer of a call at an agent, by both. */
  readonly #lastRung = new Map<string, Rung>();
  #count = 0;
  offersSeen = 0;
  /** How often a call was to be handed on, or a colleague asked. */
  handOns = 0;

  nextNumber(): number {
    return (this.#count += 1);
  }

  customerSees(customerName: string, call: CustomerCall, askedAt: number): void {
    const { callId, phase } = call;
    let known = this.started.get(callId);
    if (known === undefined) {
      known = { callId, customerName, askedAt, confirmedAt: this.nextNumber(), ...NO_PLACE, ending: null };
      this.started.set(callId, known);
    }
    if (known.customerName !== customerName) this.violations.push(`${callId} belongs to two customers`);
    if (phase.name === 'waiting') {
      if (phase.position > known.position + this.handOns - known.handOnsBefore) {
        this.violations.push(`${customerName} went from place ${known.position} back to ${phase.position}`);
      }
      known.position = phase.position;
      known.handOnsBefore = this.handOns;
    }
    // Who is handed on waits again, behind those who came before.
    if (phase.name === 'active') known.position = Infinity;
    if (known.ending !== null && JSON.stringify(known.ending) !== JSON.stringify(phase)) {
      this.violations.push(`${callId} had ended and is now ${JSON.stringify(phase)}`);
    }
    if (phase.name === 'ended') known.ending = phase;
  }

  /** `awayMs`: how long the agent has been out of touch at most since the last view. */
  agentSees(agent: string, { work, intent }: AgentView, awayMs: number): void {
    if (intent.name === 'away' && intent.reason === 'noAnswer') this.#endAllOf(agent);
    if (work.name === 'idle') return;
    if (work.name !== 'ringing') {
      this.seenByAgents.add(work.name === 'inCall' ? work.call.callId : work.wrapUp.callId);
      return;
    }
    const { offerId, callId, ringingSinceMs, ringTimeoutMs, consult } = work.offer;
    this.seenByAgents.add(callId);
    const known = this.#rung.get(offerId);
    if (known !== undefined) {
      if (known.agent !== agent) this.violations.push(`offer ${offerId} rang at ${known.agent} and at ${agent}`);
      if (known.isDone) this.violations.push(`offer ${offerId} was over and rings again at ${agent}`);
      return;
    }
    this.offersSeen += 1;
    const rung: Rung = { offerId, agent, sinceMs: ringingSinceMs, isDone: false };
    const key = `${agent} ${callId}`;
    const before = this.#lastRung.get(key);
    // Its time may have been up while the agent was away: then it is withdrawn, and not missed.
    const hasLapsed = before !== undefined && rung.sinceMs - before.sinceMs >= ringTimeoutMs;
    if (consult === undefined && before !== undefined && !before.isDone && !hasLapsed && awayMs < OFFER_GRACE_MS) {
      this.violations.push(`${callId} rang anew at ${agent}: ${before.offerId}, then ${offerId}`);
    }
    this.#rung.set(offerId, rung);
    // Whoever asks may ask the same colleague again, as they like.
    if (consult === undefined) this.#lastRung.set(key, rung);
  }

  /** The server has confirmed that the agent answered or declined, or says that the offer is gone. */
  offerOver(offerId: OfferId): void {
    const rung = this.#rung.get(offerId);
    if (rung !== undefined) rung.isDone = true;
  }

  /** A refusal that only a broken server gives. */
  refused(who: string, what: string, problem: Problem): void {
    this.violations.push(`${who} was refused ${what}: ${problem.code}`);
  }

  #endAllOf(agent: string): void {
    for (const rung of this.#rung.values()) if (rung.agent === agent) rung.isDone = true;
  }
}
