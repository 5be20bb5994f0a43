// history.entries: what is on a call's record beside the record, a frame's worth at a time.
import { fail, MAX_FRAME_BYTES, ok, type RecordedTranscriptEntry } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import { answeredCall, mayRead } from '../transcript/answeredCall.ts';
import type { Handler } from './handler.ts';

const MOST_AT_ONCE = 200;
/** The longest entry has some 12 kB when every letter must be escaped, so that at least one always fits. */
const MOST_BYTES = MAX_FRAME_BYTES - 4096;

export const listEntries: Handler<'history.entries'> = {
  from: 'signedInAgent',
  answer: async ({ callId, skip = 0 }, { agentId }, service) => {
    const { runner, store } = service;
    const call = await answeredCall(callId, service);
    const role = runner.state.agents.get(agentId)?.context.role ?? 'agent';
    if (call === null || !mayRead(call, { agentId, role })) return fail('callNotFound');
    const found = await store.entriesOf(callId, skip, MOST_AT_ONCE + 1);
    const entries = thoseThatFit(found);
    if (skip === 0) await audit(service, 'recordRead', { agentId, callId, what: 'entries' });
    return ok({ entries: [...entries], more: entries.length < found.length });
  },
};

function thoseThatFit(found: readonly RecordedTranscriptEntry[]): readonly RecordedTranscriptEntry[] {
  let bytes = 0;
  const tooMany = found.findIndex((entry, index) => {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    return index >= MOST_AT_ONCE || bytes > MOST_BYTES;
  });
  return tooMany === -1 ? found : found.slice(0, tooMany);
}
