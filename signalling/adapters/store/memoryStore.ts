// The store in plain maps, for tests. Keeps nothing over a restart unless the same object is used again.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { AgentId, CallId, CallQuality, CallRecord } from '../../protocol/index.ts';
import type { Agent } from '../../domain/agent/agent.ts';
import type { Call } from '../../domain/call/call.ts';
import type { Decision, EndedOffer } from '../../domain/switchboard/switchboard.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import type { AgentSession } from '../../service/ports/accountStore.ts';
import type { AuditEntry } from '../../service/ports/auditStore.ts';
import type {
  KeptSettings,
  RecordStore,
  StateStore,
  Store,
  TokenStore,
  WrapUpNote,
} from '../../service/ports/store.ts';
import { memoryAccounts } from './memoryAccounts.ts';
import { memoryAudit } from './memoryAudit.ts';
import { memoryEntries } from './memoryEntries.ts';
import { memoryIdentity } from './memoryIdentity.ts';
import { memoryLinks } from './memoryLinks.ts';

type Tables = ReturnType<typeof createTables>;

function createTables() {
  return {
    calls: new Map<CallId, Call>(),
    agents: new Map<AgentId, Agent>(),
    endedCalls: new Map<CallId, EndedCall>(),
    wrapUps: new Map<CallId, WrapUpNote>(),
    offers: [] as EndedOffer[],
    shields: [] as Decision['endedReplies'][number][],
    qualities: new Map<CallId, CallQuality>(),
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
    ...memoryEntries(),
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

function stateStore({ calls, agents, endedCalls, wrapUps, offers, shields, callTokens, sessions }: Tables): StateStore {
  return {
    async commit(changes) {
      const isOnRecord = (callId: CallId): boolean =>
        endedCalls.has(callId) || changes.endedCalls.some((ended) => ended.callId === callId);
      if (!changes.wrapUps.every(({ callId }) => isOnRecord(callId))) throw new Error('wrap-up of an unknown call');
      for (const call of changes.calls) calls.set(call.context.facts.callId, call);
      for (const callId of changes.removedCalls) calls.delete(callId);
      for (const agent of changes.agents) agents.set(agent.context.agentId, agent);
      for (const ended of changes.endedCalls) endedCalls.set(ended.callId, ended);
      offers.push(...changes.endedOffers);
      shields.push(...changes.endedReplies);
      for (const wrapUp of changes.wrapUps) wrapUps.set(wrapUp.callId, wrapUp);
      for (const { tokenHash, callId } of changes.callTokens) callTokens.set(tokenHash, callId);
      for (const hash of changes.endedSessions) sessions.delete(hash);
    },
    loadLive: async () => ({ calls: [...calls.values()], agents: [...agents.values()] }),
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

function recordStore({ endedCalls, wrapUps, offers, shields, qualities }: Tables): RecordStore {
  return {
    findEndedCall: async (callId) => endedCalls.get(callId) ?? null,
    async recentCalls(agentId, limit, beforeMs) {
      return [...endedCalls.values()]
        .filter((ended) => ended.agentId === agentId && ended.endedAtMs < beforeMs)
        .sort((a, b) => b.endedAtMs - a.endedAtMs)
        .slice(0, limit)
        .flatMap((ended) => recordOf(ended, wrapUps.get(ended.callId), qualities.get(ended.callId)));
    },
    endedCallsSince: async (sinceMs) =>
      [...endedCalls.values()].filter(({ startedAtMs }) => startedAtMs >= sinceMs).slice(-50_000),
    endedOffers: async (sinceMs) =>
      offers
        .filter(({ endedAtMs }) => endedAtMs >= sinceMs)
        .sort((a, b) => a.endedAtMs - b.endedAtMs)
        .slice(0, 10_000),
    missedOffers: async (agentId, limit) =>
      offers
        .filter((offer) => offer.agentId === agentId && offer.result === 'missed')
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
        for (const map of [endedCalls, wrapUps, qualities]) map.delete(callId);
      }
      return { calls: oldCalls.length, offers: dropOld(offers, callsMs), shields: dropOld(shields, shieldsMs) };
    },
    async putQuality({ callId, party, quality }) {
      qualities.set(callId, { ...qualities.get(callId), [party]: quality });
    },
  };
}

/** How many are gone. */
function dropOld(list: { readonly endedAtMs: number }[], beforeMs: number): number {
  const kept = list.filter(({ endedAtMs }) => endedAtMs >= beforeMs);
  return list.splice(0, list.length, ...kept).length - kept.length;
}

function recordOf(ended: EndedCall, wrapUp: WrapUpNote | undefined, quality: CallQuality | undefined): CallRecord[] {
  const { agentId: _agentId, topicId: _topicId, reference: _reference, answeredAtMs, ...rest } = ended;
  if (answeredAtMs === null) return [];
  const written = wrapUp === undefined ? {} : { reason: wrapUp.reason, notes: wrapUp.notes };
  return [{ ...rest, answeredAtMs, ...written, ...(quality === undefined ? {} : { quality }) }];
}
