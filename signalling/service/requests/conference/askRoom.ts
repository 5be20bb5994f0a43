// room.ask: what a page wants of its room, passed on to the media server. The room that the view names, and nobody else's leg.
import { fail, ok, roomAskSchema, type RoomAsk } from '../../../protocol/index.ts';
import { mediaPlan } from '../../../domain/call/mediaPlan.ts';
import type { Handler } from '../handler.ts';
import { legIn } from './legIn.ts';
import { roomsThere } from './roomsThere.ts';

export const askRoom: Handler<'room.ask'> = {
  from: 'inRoom',
  answer: async ({ callId, generation, ask }, sender, service) => {
    const call = service.runner.state.calls.get(callId);
    const legId = legIn(call, sender);
    if (call === undefined || legId === undefined) return fail('callNotFound');
    const plan = mediaPlan(call);
    if (plan.via !== 'room' || plan.generation !== generation) return fail('staleGeneration');
    const there = roomsThere(service);
    if (!there.ok) return there;
    const parsed = readAsk(ask);
    if (parsed === undefined) return fail('badParams', 'ask');
    const asked = await service.mediaBridge.ask(callId, legId, parsed);
    return asked.ok ? ok({ answer: JSON.stringify(asked.answer) }) : fail('notPossibleNow', asked.refusal);
  },
};

/** Undefined: it is nothing that may be asked. */
function readAsk(text: string): RoomAsk | undefined {
  try {
    return roomAskSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
