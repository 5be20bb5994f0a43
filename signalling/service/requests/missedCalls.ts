// history.missed: what the agent missed, newest first. The offer knows no name: it is the call's, live or on record, and goes with it.
import { ok, type CallId, type MissedCall } from '../../protocol/index.ts';
import type { EndedOffer } from '../../domain/switchboard/switchboard.ts';
import { auditListed } from '../audit/audit.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

type Who = Pick<MissedCall, 'customerName' | 'topic' | 'media'>;

export const missedCalls: Handler<'history.missed'> = {
  from: 'signedInAgent',
  answer: async ({ limit }, { agentId }, service) => {
    const offers = await service.store.missedOffers(agentId, limit);
    const described = await Promise.all(offers.map((offer) => describe(offer, service)));
    const missed = described.filter((call) => call !== null);
    await auditListed(
      service,
      agentId,
      'missed',
      missed.map(({ callId }) => callId),
    );
    return ok({ missed });
  },
};

async function describe(
  { callId, offerId, rangAtMs, endedAtMs }: EndedOffer,
  service: Service,
): Promise<MissedCall | null> {
  const who = await callerOf(callId, service);
  return who === null ? null : { callId, offerId, ...who, rangAtMs, endedAtMs };
}

async function callerOf(callId: CallId, { runner, store }: Service): Promise<Who | null> {
  const live = runner.state.calls.get(callId)?.context.facts;
  const found = live ?? (await store.findEndedCall(callId));
  if (found === null) return null;
  const { customerName, topic, media } = found;
  return { customerName, topic, media };
}
