// The store in plain maps, for tests. Keeps nothing over a restart unless the same object is used again.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import { MAX_NOTES_LENGTH, type AgentId, type CallId, type CallRecord } from '../../protocol/index.ts';
import type { Agent } from '../../domain/agent/agent.ts';
import type { Call } from '../../domain/call/call.ts';
import type { Decision, EndedOffer } from '../../domain/switchboard/switchboard.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import type { AgentSession } from '../../service/ports/accountStore.ts';
import { qualityOfParts } from '../../service/transcript/partQuality.ts';
import { partsOf } from '../../service/transcript/partInCall.ts';
import type { AuditEntry } from '../../service/ports/auditStore.ts';
import type {
  KeptSettings,
  QualityNote,
  RecordedSegment,
  RecordStore,
  StateStore,
  Store,
  TokenStore,
} from '../../service/ports/store.ts';
import { memoryAccounts } from './memoryAccounts.ts';
import { memoryAudit } from './memoryAudit.ts';
import { memoryTranscript } from './memoryTranscript.ts';
import { memoryIdentity } from './memoryIdentity.ts';
import { memoryLinks } from './memoryLinks.ts';

type Tables = ReturnType<typeof createTables>;

function createTables() {
  return {
    calls: new Map<CallId, Call>(),
    agents: new Map<AgentId, Agent>(),
    endedCalls: new Map<CallId, EndedCall>(),
    segments: new Map<CallId, RecordedSegment[]>(),
    offers: [] as EndedOffer[],
    shields: [] as Decision['endedReplies'][number][],
    qualities: new Map<CallId, readonly QualityNote[]>(),
    sessions: new Map<string, AgentSession>(),
    callTokens: new Map<string, CallId>(),
  };
}

/** `audit`: what was noted, for a test to look at. */
export function createMemoryStore(): Store & { readonly audit: readonly AuditEntry[] } {
  let settings: KeptSettings | null = null;
  const tables = createTables();
  return {
    ...stateStore(tables),
    ...memoryAccounts(tables.sessions),
    ...tokenStore(tables),
    ...recordStore(tables),
    ...memoryTranscript(),
    ...memoryIdentity(),
    ...memoryAudit(),
    ...memoryLinks(),
    check: async () => undefined,
    health: async () => 'ok',
    reseal: async () => ({ sealed: 0, unopened: 0 }),
    async putSettings(kept) {
      settings = kept;
    },
    findSettings: async () => settings,
    close: async () => undefined,
  };
}

function stateStore({
  calls,
  agents,
  endedCalls,
  segments,
  offers,
  shields,
  callTokens,
  sessions,
}: Tables): StateStore {
  return {
    async commit(changes) {
      const isOnRecord = ({ callId, number }: Pick<RecordedSegment, 'callId' | 'number'>): boolean =>
        [...(segments.get(callId) ?? []), ...changes.leftSegments].some(
          (one) => one.callId === callId && one.number === number,
        );
      if (!changes.wrapUps.every(isOnRecord)) throw new Error('wrap-up of an unknown part');
      for (const call of changes.calls) calls.set(call.context.facts.callId, call);
      for (const callId of changes.removedCalls) calls.delete(callId);
      for (const agent of changes.agents) agents.set(agent.context.agentId, agent);
      for (const ended of changes.endedCalls) endedCalls.set(ended.callId, ended);
      offers.push(...changes.endedOffers);
      shields.push(...changes.endedReplies);
      for (const left of changes.leftSegments) {
        segments.set(left.callId, [...(segments.get(left.callId) ?? []), { ...left, reason: null, notes: null }]);
      }
      for (const { callId, number, reason, notes } of changes.wrapUps) {
        const all = segments.get(callId) ?? [];
        segments.set(
          callId,
          all.map((one) => (one.number === number ? { ...one, reason, notes } : one)),
        );
      }
      for (const { tokenHash, callId } of changes.callTokens) callTokens.set(tokenHash, callId);
      for (const hash of changes.endedSessions) sessions.delete(hash);
    },
    loadLive: async () => ({ calls: [...calls.values()], agents: [...agents.values()], unreadable: [] }),
  };
}

function tokenStore({ sessions, callTokens, endedCalls }: Tables): TokenStore {
  return {
    findCallOfToken: async (tokenHash) => callTokens.get(tokenHash) ?? null,
    async forgetExpired(nowMs, endedBeforeMs) {
      for (const [hash, { expiresAtMs }] of sessions) if (expiresAtMs <= nowMs) sessions.delete(hash);
      for (const [hash, callId] of callTokens) {
        const ended = endedCalls.get(callId);
        if (ended !== undefined && ended.endedAtMs < endedBeforeMs) callTokens.delete(hash);
      }
    },
  };
}

function recordStore({ endedCalls, segments, offers, shields, qualities }: Tables): RecordStore {
  return {
    segmentsOf: async (callId) => segments.get(callId) ?? [],
    findEndedCall: async (callId) => endedCalls.get(callId) ?? null,
    async recentCalls(agentId, limit, beforeMs) {
      return [...endedCalls.values()]
        .flatMap((ended) => {
          const own = partsOf(segments.get(ended.callId) ?? [], agentId);
          return recordOf(ended, own, qualities.get(ended.callId) ?? []);
        })
        .filter((record) => record.endedAtMs < beforeMs)
        .sort((a, b) => b.endedAtMs - a.endedAtMs)
        .slice(0, limit);
    },
    callsOfReference: async (reference, sinceMs, limit) =>
      [...endedCalls.values()]
        .filter((call) => call.reference === reference && call.endedAtMs >= sinceMs)
        .sort((a, b) => b.endedAtMs - a.endedAtMs)
        .slice(0, limit),
    endedCallsSince: async (sinceMs) =>
      [...endedCalls.values()].filter(({ endedAtMs }) => endedAtMs >= sinceMs).slice(-50_000),
    segmentsSince: async (sinceMs) =>
      [...endedCalls.values()]
        .filter(({ endedAtMs }) => endedAtMs >= sinceMs)
        .flatMap(({ callId }) => segments.get(callId) ?? []),
    endedOffers: async (sinceMs) =>
      offers
        .filter(({ endedAtMs }) => endedAtMs >= sinceMs)
        .sort((a, b) => a.endedAtMs - b.endedAtMs)
        .slice(0, 10_000),
    missedOffers: async (agentId, limit) =>
      offers
        .filter((offer) => offer.agentId === agentId && offer.result === 'missed' && offer.isQuestion !== true)
        .sort((a, b) => b.endedAtMs - a.endedAtMs)
        .slice(0, limit),
    endedReplies: async (agentId, sinceMs) =>
      shields
        .filter((shield) => shield.endedAtMs >= sinceMs && (agentId === null || shield.agentId === agentId))
        .sort((a, b) => a.endedAtMs - b.endedAtMs)
        .slice(0, 1000),
    async forgetRecords({ callsMs, shieldsMs }) {
      const oldCalls = [...endedCalls.values()].filter(({ endedAtMs }) => endedAtMs < callsMs);
      for (const { callId } of oldCalls) {
        for (const map of [endedCalls, segments, qualities]) map.delete(callId);
      }
      return { calls: oldCalls.length, offers: dropOld(offers, callsMs), shields: dropOld(shields, shieldsMs) };
    },
    async putQuality(note) {
      const { callId, number, party } = note;
      const others = (qualities.get(callId) ?? []).filter((one) => one.number !== number || one.party !== party);
      const inOrder = (a: QualityNote, b: QualityNote): number => a.number - b.number || a.party.localeCompare(b.party);
      qualities.set(callId, [...others, note].sort(inOrder));
    },
    qualitiesOf: async (callId) => qualities.get(callId) ?? [],
  };
}

/** How many are gone. */
function dropOld(list: { readonly endedAtMs: number }[], beforeMs: number): number {
  const kept = list.filter(({ endedAtMs }) => endedAtMs >= beforeMs);
  return list.splice(0, list.length, ...kept).length - kept.length;
}

/** As the agent knew it whose parts these are: each call once. */
function recordOf(
  ended: EndedCall,
  own: readonly RecordedSegment[],
  qualities: readonly QualityNote[],
): readonly CallRecord[] {
  const { agentId: _agentId, topicId: _topicId, reference: _reference, answeredAtMs: _answeredAtMs, ...rest } = ended;
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  const reason = own.findLast((one) => one.reason !== null)?.reason ?? null;
  const notes = own.flatMap((one) => (one.notes === null || one.notes === '' ? [] : [one.notes])).join('\n');
  const written = reason === null ? {} : { reason, notes: notes.slice(0, MAX_NOTES_LENGTH) };
  const times = { answeredAtMs: first.joinedMs, endedAtMs: last.leftMs };
  const quality = qualityOfParts(
    qualities,
    own.map(({ number }) => number),
  );
  return [{ ...rest, ...times, ...written, ...(quality === null ? {} : { quality }) }];
}
