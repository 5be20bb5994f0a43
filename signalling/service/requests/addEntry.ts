// call.addEntry: what was said, shown or agreed goes on the call's record, as coming from whoever sent it.
import {
  fail,
  MAX_TRANSCRIPT_ENTRIES,
  ok,
  type AgentId,
  type CallId,
  type TranscriptEntry,
} from '../../protocol/index.ts';
import type { Segment } from '../../domain/call/callEvents.ts';
import { answeredCall, type AnsweredCall } from '../transcript/answeredCall.ts';
import type { Runner } from '../runner/runner.ts';
import { ownCall } from '../transcript/ownCall.ts';
import type { Handler } from './handler.ts';

/** How long a customer whose connection is still there, or an agent who has left a call, may say what was left to say. Who had it has until wrap-up is finished. */
const AFTER_CALL_MS = 2 * 60 * 1000;

export const addEntry: Handler<'call.addEntry'> = {
  from: 'callerOrAgent',
  answer: async ({ callId, entryId, agoMs = 0, entry }, { who }, service) => {
    const by = 'agentId' in who ? 'agent' : 'customer';
    const { store, clock, policies } = service;
    const nowMs = clock.nowMs();
    const isTheirs = 'agentId' in who ? mayTell(who.agentId, callId, service.runner, nowMs) : who.callId === callId;
    const call = isTheirs ? await answeredCall(callId, service) : null;
    if (call === null || (by === 'customer' && isLongOver(call, nowMs))) return fail('callNotFound');
    if (isChat(entry) && !policies.current.assist.recordChat) return ok({ kept: false });
    const atMs = Math.max(call.answeredAtMs, nowMs - agoMs);
    const filing = await store.addEntry({ callId, party: by, entryId, atMs, entry }, MAX_TRANSCRIPT_ENTRIES);
    return filing === 'full' ? fail('recordFull') : ok({ kept: true });
  },
};

/** Whoever has the call or wraps it up, and whoever beside talks with all. Not who only listens, whispers, is asked or is rung to. */
function mayTell(agentId: AgentId, callId: CallId, runner: Pick<Runner, 'state'>, nowMs: number): boolean {
  if (ownCall(agentId, callId, runner) !== undefined) return true;
  const segments = runner.state.calls.get(callId)?.context.segments ?? [];
  return segments.some((part) => part.agentId === agentId && talksWithAll(part, nowMs));
}

function talksWithAll({ how, leftMs }: Segment, nowMs: number): boolean {
  return (how === 'joined' || how === 'barged') && (leftMs === null || nowMs - leftMs <= AFTER_CALL_MS);
}

function isLongOver({ endedAtMs }: AnsweredCall, nowMs: number): boolean {
  return endedAtMs !== null && nowMs - endedAtMs > AFTER_CALL_MS;
}

function isChat({ kind }: TranscriptEntry): boolean {
  return kind === 'chat' || kind === 'phrase' || kind === 'link';
}
