// call.reportQuality: what one side measured of the call goes on record, also for a while after the call.
import { fail, ok, type CallId } from '../../protocol/index.ts';
import type { Service } from '../service.ts';
import type { Handler } from './handler.ts';

export const reportQuality: Handler<'call.reportQuality'> = {
  from: 'talker',
  answer: async ({ callId, quality }, sender, service) => {
    if (callId !== sender.callId || !(await wasAnswered(callId, service))) return fail('callNotFound');
    await service.store.putQuality({ callId, party: sender.by, quality });
    return ok({});
  },
};

/** A call has left the state when its wrap-up is finished; its record stays. */
async function wasAnswered(callId: CallId, { runner, store }: Service): Promise<boolean> {
  const call = runner.state.calls.get(callId);
  if (call !== undefined) return call.context.conversation !== null;
  const ended = await store.findEndedCall(callId);
  return ended !== null && ended.answeredAtMs !== null;
}
