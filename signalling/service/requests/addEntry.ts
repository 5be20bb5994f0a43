// call.addEntry: what was said, shown or agreed goes on the call's record, as coming from whoever sent it.
import { fail, MAX_TRANSCRIPT_ENTRIES, ok, type TranscriptEntry } from '../../protocol/index.ts';
import { answeredCall, type AnsweredCall } from '../transcript/answeredCall.ts';
import { isTheirs } from '../transcript/ownCall.ts';
import type { Handler } from './handler.ts';

/** How long a customer whose connection is still there may say what was left to say. An agent has until wrap-up is finished. */
const AFTER_CALL_MS = 2 * 60 * 1000;

export const addEntry: Handler<'call.addEntry'> = {
  from: 'party',
  answer: async ({ callId, entryId, agoMs = 0, entry }, sender, service) => {
    const { by } = sender;
    const { store, clock, policies } = service;
    const call = isTheirs(callId, sender, service.runner) ? await answeredCall(callId, service) : null;
    const nowMs = clock.nowMs();
    if (call === null || (by === 'customer' && isLongOver(call, nowMs))) return fail('callNotFound');
    if (isChat(entry) && !policies.current.assist.recordChat) return ok({ kept: false });
    const atMs = Math.max(call.answeredAtMs, nowMs - agoMs);
    const filing = await store.addEntry({ callId, party: by, entryId, atMs, entry }, MAX_TRANSCRIPT_ENTRIES);
    return filing === 'full' ? fail('recordFull') : ok({ kept: true });
  },
};

function isLongOver({ endedAtMs }: AnsweredCall, nowMs: number): boolean {
  return endedAtMs !== null && nowMs - endedAtMs > AFTER_CALL_MS;
}

function isChat({ kind }: TranscriptEntry): boolean {
  return kind === 'chat' || kind === 'phrase' || kind === 'link';
}
