// Keeps the figures of today as decisions come in, and starts again at midnight. Knows the store and the clock.
import type { Board } from '../../protocol/index.ts';
import { boardView, serviceLevelOf } from '../../domain/board/boardView.ts';
import { DayTally } from '../../domain/board/dayTally.ts';
import { queueVisits, type VisitingCall } from '../../domain/board/queueVisits.ts';
import type { Decision, Switchboard } from '../../domain/switchboard/switchboard.ts';
import { endedCallOf, type EndedCall } from '../../domain/switchboard/views.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export class DailyStats {
  readonly #clock: Clock;
  #day: DayTally;

  private constructor(clock: Clock, day: DayTally) {
    this.#clock = clock;
    this.#day = day;
  }

  /** Takes up what is on record since midnight. */
  static async open(store: Store, clock: Clock, state: Switchboard): Promise<DailyStats> {
    const nowMs = clock.nowMs();
    const stats = new DailyStats(clock, new DayTally(clock.startOfDayMs(nowMs)));
    const { startMs } = stats.#day;
    const parts = Map.groupBy(await store.segmentsSince(startMs), ({ callId }) => callId);
    for (const ended of await store.endedCallsSince(startMs)) {
      stats.#addCall(ended, parts.get(ended.callId) ?? [], state);
    }
    for (const { callsKeptAway } of await store.endedReplies(null, startMs)) stats.#day.addShield(callsKeptAway);
    for (const agent of state.agents.values()) stats.#day.follow(agent, nowMs);
    return stats;
  }

  observe(decision: Decision): void {
    const nowMs = this.#clock.nowMs();
    this.#rollOver(decision.state, nowMs);
    for (const call of decision.endedCalls) this.#addCall(endedCallOf(call), call.context.segments, decision.state);
    for (const { callsKeptAway } of decision.endedReplies) this.#day.addShield(callsKeptAway);
    for (const agent of decision.changedAgents) this.#day.follow(agent, nowMs);
  }

  read(state: Switchboard): Board {
    const nowMs = this.#clock.nowMs();
    this.#rollOver(state, nowMs);
    return boardView(state, this.#day, nowMs);
  }

  #addCall(
    { topicId: queueId, startedAtMs, outcome, endReason: reason }: EndedCall,
    parts: VisitingCall['parts'],
    { queues }: Switchboard,
  ): void {
    for (const visit of queueVisits({ queueId, startedAtMs, parts, ending: { outcome, reason } }))
      this.#day.addVisit(visit, serviceLevelOf(queues.get(visit.queueId)));
  }

  #rollOver(state: Switchboard, nowMs: number): void {
    const startMs = this.#clock.startOfDayMs(nowMs);
    if (startMs <= this.#day.startMs) return;
    this.#day = new DayTally(startMs);
    for (const agent of state.agents.values()) this.#day.follow(agent, nowMs);
  }
}
