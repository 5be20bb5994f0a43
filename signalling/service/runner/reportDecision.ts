// Says in the log and in the figures what a decision did: one info line a step of a call's or agent's life.
import type { Decision, OfferResult } from '../../domain/switchboard/switchboard.ts';
import type { Log } from '../ports/log.ts';
import type { Meter } from '../ports/meter.ts';

export function reportDecision(decision: Decision, cause: string, log: Log, meter: Meter): void {
  for (const { subject, id, event, from, to } of decision.moves) {
    const fields = { [subject === 'call' ? 'callId' : 'agentId']: id, event, from, to };
    if (from === to) log.debug(fields, `${subject} took ${event}`);
    else log.info(fields, `${subject} moved`);
  }
  for (const { result, isQuestion } of decision.endedOffers) {
    if (isQuestion !== true) meter.offerEnded(METER_RESULTS[result]);
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

/** Whoever was no longer there has missed nothing, and was asked nothing. */
const METER_RESULTS = {
  answered: 'answered',
  declined: 'declined',
  missed: 'missed',
  withdrawn: 'withdrawn',
  customerGone: 'withdrawn',
  agentGone: 'withdrawn',
} as const satisfies Record<OfferResult, Parameters<Meter['offerEnded']>[0]>;
