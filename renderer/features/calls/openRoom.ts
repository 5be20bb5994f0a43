// A link into the room of a call, by way of the signalling service. Loaded when a call first needs a room.
import {
  roomAnswerSchemas,
  roomRefusalSchema,
  roomTellSchema,
  type CallId,
  type RoomAnswers,
  type RoomAsk,
  type RoomRefusal,
} from '../../../signalling/protocol/index.ts';
import type { RoomLink, RoomLinkOptions } from '../../core/sfuLink/roomLink.ts';
import type { RoomAsked, RoomPort } from '../../core/sfuLink/roomPort.ts';
import { SfuLink } from '../../core/sfuLink/sfuLink.ts';
import type { Refused, SignallingClient } from '../../core/signallingClient/signallingClient.ts';

type Client = Pick<SignallingClient, 'request' | 'on' | 'onState' | 'nowMs'>;
export type RoomOfCall = { readonly client: Client; readonly callId: CallId; readonly generation: number };

/** Follows what the room says until it is closed. */
export function openRoom(of: RoomOfCall, { outgoing, ...options }: RoomLinkOptions): RoomLink {
  const { client, callId, generation } = of;
  const link = new SfuLink({ ...options, outgoing: outgoing(), port: portTo(of) });
  const stops = [
    client.on('room.told', (told) => {
      if (told.callId !== callId || told.generation !== generation) return;
      const tell = roomTellSchema.safeParse(parsed(told.tell));
      // What a later server says beyond what is known is asked for as a whole.
      if (tell.success) link.take(tell.data);
      else link.resync();
    }),
    client.onState((state) => {
      if (state === 'open') link.resync();
    }),
  ];
  const close = link.close.bind(link);
  return Object.assign(link, {
    close: () => {
      for (const stop of stops) stop();
      close();
    },
  });
}

function portTo({ client, callId, generation }: RoomOfCall): RoomPort {
  return {
    renewServers: async () => {
      const asked = await client.request('room.renewServers', { callId });
      if (!asked.ok) return undefined;
      const { iceServers, relayOnly, iceExpiresAtMs } = asked.value;
      const expiresInMs = iceExpiresAtMs === undefined ? undefined : iceExpiresAtMs - client.nowMs();
      return { iceServers, relayOnly, expiresInMs };
    },
    ask: async <A extends RoomAsk>(ask: A): Promise<RoomAsked<A>> => {
      const asked = await client.request('room.ask', { callId, generation, ask: JSON.stringify(ask) });
      if (!asked.ok) return { ok: false, refusal: refusalOf(asked.problem) };
      const answer = roomAnswerSchemas[ask.type].safeParse(parsed(asked.value.answer));
      if (!answer.success) return { ok: false, refusal: 'unfit' };
      return { ok: true, answer: answer.data as RoomAnswers[A['type']] };
    },
  };
}

/** `staleGeneration`: the call has left this room. */
function refusalOf(problem: Refused): RoomRefusal {
  if (problem.code === 'staleGeneration') return 'stale';
  if (problem.code !== 'notPossibleNow') return 'unavailable';
  return roomRefusalSchema.safeParse(problem.detail).data ?? 'unavailable';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
