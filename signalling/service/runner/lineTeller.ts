// Tells those in line their places, and those who write how many wait for them: at most once a second, and only what has changed.
// What is told at once for another reason says it as well, and is remembered. Knows the bus and the clock; decides nothing.
import type { AgentId, CallId, Notice } from '../../protocol/index.ts';
import type { AddressedNotice } from '../../domain/switchboard/notices.ts';
import type { Switchboard } from '../../domain/switchboard/switchboard.ts';
import type { MediaServersFor } from '../../domain/switchboard/viewParts.ts';
import { agentView, callersFor, customerCallView } from '../../domain/switchboard/views.ts';
import type { Bus } from '../ports/bus.ts';
import type { Clock } from '../ports/clock.ts';

/** A place or a count may be as old. */
export const LINE_TOLD_EVERY_MS = 1000;
/** Then others have their turn. */
const MOST_AT_ONCE = 25;

type Ports = { readonly bus: Bus; readonly clock: Clock; readonly mediaServersFor: MediaServersFor };
type Concerned = { readonly callId: CallId } | { readonly agentId: AgentId };

export class LineTeller {
  readonly #ports: Ports;
  readonly #stateNow: () => Switchboard;
  /** What each was told last. */
  readonly #places = new Map<CallId, number>();
  readonly #counts = new Map<AgentId, number>();
  /** The line of which all have been told, or are being told. */
  #toldLine: Switchboard['line'];
  #toBeTold: Concerned[] = [];
  #stopTimer: (() => void) | null = null;

  constructor(ports: Ports, stateNow: () => Switchboard) {
    this.#ports = ports;
    this.#stateNow = stateNow;
    this.#toldLine = stateNow().line;
  }

  tell({ address, notice }: AddressedNotice): void {
    this.note(notice);
    this.#ports.bus.publish(address, notice);
  }

  /** Told by an answer; those about something else are let pass. */
  note(notice: Notice): void {
    if (notice.name === 'call.changed') {
      const { callId, phase } = notice.payload;
      if (phase.name === 'waiting' || phase.name === 'promised') this.#places.set(callId, phase.position);
      else this.#places.delete(callId);
    } else if (notice.name === 'agent.changed') {
      const { agentId, shield } = notice.payload;
      if (shield === undefined) this.#counts.delete(agentId);
      else this.#counts.set(agentId, shield.callersWaiting);
    }
  }

  /** To be called after each decision. */
  follow(): void {
    const { line, staff } = this.#stateNow();
    if (line.size === 0 && staff.writing.size === 0) this.stop();
    else if (line !== this.#toldLine) this.#stopTimer ??= this.#in(LINE_TOLD_EVERY_MS, () => this.#begin());
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#toBeTold = [];
  }

  #in(delayMs: number, act: () => void): () => void {
    return this.#ports.clock.setTimer(delayMs, () => {
      this.#stopTimer = null;
      act();
    });
  }

  #begin(): void {
    const state = this.#stateNow();
    this.#toldLine = state.line;
    this.#toBeTold = [...this.#misplaced(state), ...this.#miscounting(state)];
    this.#goOn();
  }

  #goOn(): void {
    for (const concerned of this.#toBeTold.splice(0, MOST_AT_ONCE)) {
      const notice = this.#noticeFor(concerned);
      if (notice !== null) this.tell(notice);
    }
    if (this.#toBeTold.length > 0) this.#stopTimer = this.#in(0, () => this.#goOn());
    else this.follow();
  }

  *#misplaced({ line }: Switchboard): Generator<Concerned> {
    for (const queueId of line.queues) {
      let place = 0;
      for (const callId of line.callsOf(queueId)) {
        place += 1;
        if (this.#places.get(callId) !== place) yield { callId };
      }
    }
  }

  *#miscounting(state: Switchboard): Generator<Concerned> {
    for (const agentId of state.staff.writing.keys()) {
      if (this.#counts.get(agentId) !== callersFor(state, agentId)) yield { agentId };
    }
  }

  /** As it is by now; null: there is nothing to be told any more. */
  #noticeFor(concerned: Concerned): AddressedNotice | null {
    const state = this.#stateNow();
    const { mediaServersFor } = this.#ports;
    if ('callId' in concerned) {
      const { callId } = concerned;
      const call = state.calls.get(callId);
      const place = call === undefined ? undefined : state.line.placeOf(call);
      if (call === undefined || place === undefined || place === this.#places.get(callId)) return null;
      const payload = customerCallView(state, call, mediaServersFor);
      return { address: `call:${callId}`, notice: { name: 'call.changed', payload } };
    }
    const { agentId } = concerned;
    const agent = state.staff.writing.get(agentId);
    if (agent === undefined || this.#counts.get(agentId) === callersFor(state, agentId)) return null;
    const payload = agentView(state, agent, mediaServersFor);
    return { address: `agent:${agentId}`, notice: { name: 'agent.changed', payload } };
  }
}
