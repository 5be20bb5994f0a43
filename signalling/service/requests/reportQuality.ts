// call.reportQuality: what one side measured of the call goes on record, also for a while after the call.
import { fail, ok } from '../../protocol/index.ts';
import { answeredCall } from '../transcript/answeredCall.ts';
import { isTheirs } from '../transcript/ownCall.ts';
import type { Handler } from './handler.ts';

export const reportQuality: Handler<'call.reportQuality'> = {
  from: 'party',
  answer: async ({ callId, quality }, sender, service) => {
    const isOwn = isTheirs(callId, sender, service.runner);
    if (!isOwn || (await answeredCall(callId, service)) === null) return fail('callNotFound');
    await service.store.putQuality({ callId, party: sender.by, quality });
    return ok({});
  },
};
