// Says in the log and in the figures what a decision did: one info line a step of a call's or agent's life.
import type { Decision, Move } from '../../domain/switchboard/switchboard.ts';
import type { Log } from '../ports/log.ts';
import type { Meter } from '../ports/meter.ts';

export function reportDecision(decision: Decision, cause: string, log: Log, meter: Meter): void {
  for (const move of decision.moves) {
    const { subject, id, event, from, to } = move;
    const fields = { [subject === 'call' ? 'callId' : 'agentId']: id, event, from, to };
    if (from === to) log.debug(fields, `${subject} took ${event}`);
    else log.info(fields, `${subject} moved`);
    const offerResult = offerResultOf(move);
    if (offerResult !== null) meter.offerEnded(offerResult);
  }
  for (const { context } of decision.endedCalls) {
    if (context.ending !== null) meter.callEnded(context.ending.outcome);
  }
  for (const { agentId, source, how, startedAtMs, endedAtMs, callsKeptAway } of decision.endedReplies) {
    log.info({ agentId, source, how, lengthMs: endedAtMs - startedAtMs, callsKeptAway }, 'shield ended');
    meter.shieldEnded(how);
  }
  for (const { subject, id, event } of decision.ignored) log.debug({ id, event, cause }, `${subject} ignored ${event}`);
}

const OFFER_RESULTS: Readonly<Record<string, Parameters<Meter['offerEnded']>[0]>> = {
  callAnswered: 'answered',
  offerDeclined: 'declined',
  offerMissed: 'missed',
  offerRangOut: 'withdrawn',
  offerWithdrawn: 'withdrawn',
};

/** The agent's step says how an offer ended: a call's time-out is only a miss for an agent who was there. */
function offerResultOf({ subject, event }: Move): Parameters<Meter['offerEnded']>[0] | null {
  return subject === 'agent' ? (OFFER_RESULTS[event] ?? null) : null;
}
