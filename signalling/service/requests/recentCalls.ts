// history.recent: the agent's own calls, newest first; also those that they have handed on and that go on with somebody else.
import { ok, type AgentId, type CallRecord } from '../../protocol/index.ts';
import { callPhase, type Call } from '../../domain/call/call.ts';
import { auditListed } from '../audit/audit.ts';
import { partsOf } from '../transcript/partInCall.ts';
import { qualityOfParts } from '../transcript/partQuality.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

export const recentCalls: Handler<'history.recent'> = {
  from: 'signedInAgent',
  answer: async ({ limit, beforeMs = Number.MAX_SAFE_INTEGER }, { agentId }, service) => {
    const onRecord = await service.store.recentCalls(agentId, limit, beforeMs);
    const records = [...(await handedOn(agentId, service)), ...onRecord]
      .filter(({ endedAtMs }) => endedAtMs < beforeMs)
      .sort((a, b) => b.endedAtMs - a.endedAtMs)
      .slice(0, limit);
    await auditListed(
      service,
      agentId,
      'recent',
      records.map(({ callId }) => callId),
    );
    return ok({ records });
  },
};

/** Calls that are not on record yet, in which this agent's part is over: as it was for them. */
async function handedOn(agentId: AgentId, { runner, store }: Service): Promise<readonly CallRecord[]> {
  const own = [...runner.state.calls.values()].filter(
    (call) => callPhase(call).name !== 'ended' && isOver(call, agentId),
  );
  return Promise.all(
    own.map(async ({ context: { facts } }) => {
      const { callId, topic, customerName, media, startedAtMs } = facts;
      const parts = partsOf(await store.segmentsOf(callId), agentId);
      const answeredAtMs = parts[0]?.joinedMs ?? startedAtMs;
      const endedAtMs = parts.at(-1)?.leftMs ?? startedAtMs;
      const numbers = parts.map(({ number }) => number);
      const quality = qualityOfParts(await store.qualitiesOf(callId), numbers);
      const said = parts.findLast(({ reason }) => reason !== null);
      return {
        ...{ callId, topic, customerName, media, startedAtMs, answeredAtMs, endedAtMs },
        ...({ outcome: 'answered', endedBy: 'agent', endReason: 'hungUp' } as const),
        ...(said?.reason ? { reason: said.reason, notes: said.notes ?? '' } : {}),
        ...(quality === null ? {} : { quality }),
      };
    }),
  );
}

/** They had the call, and have it no more: no part goes on, and none is being wrapped up. */
function isOver({ context: { segments } }: Call, agentId: AgentId): boolean {
  const own = partsOf(segments, agentId);
  return own.length > 0 && own.every(({ leftMs, wrapUp }) => leftMs !== null && wrapUp !== 'open');
}
