// What a page and the media server say to each other, through the service, about a room: a place where the media of three and more
// people meets. A page asks and is answered; the media server tells. Neither knows calls.
import * as z from 'zod/mini';
import { emptySchema, idSchema } from './fields.ts';
import {
  dtlsParametersSchema,
  iceParametersSchema,
  roomTransportSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpStreamSchema,
} from './roomParameters.ts';

/** What one person may send, each at most once: microphone, camera, shared screen and its sound. */
export const ROOM_LINES = ['audio', 'video', 'screen', 'screenAudio'] as const;
export const roomLineSchema = z.enum(ROOM_LINES);
export type RoomLine = z.infer<typeof roomLineSchema>;
/** As the data channels of a direct link. */
export const ROOM_CHANNELS = ['state', 'files', 'pointer', 't140'] as const;
export const roomChannelSchema = z.enum(ROOM_CHANNELS);
export type RoomChannel = z.infer<typeof roomChannelSchema>;

/** More people are not in one room. */
export const MOST_LEGS = 16;
const MOST_STREAMS = MOST_LEGS * (ROOM_LINES.length + ROOM_CHANNELS.length);

/**
 * A room as it was made once. Another epoch of the same room knows none of the transports and streams of this one: its worker died and
 * another has it.
 */
const epochSchema = idSchema;
const directionSchema = z.enum(['send', 'receive']);

export const roomAskSchema = z.discriminatedUnion('type', [
  /** What is the room now? Answered as `roomState`; asked by who may have missed something. */
  z.strictObject({ type: z.literal('sync') }),
  /** The page begins anew, as after a reload or a lost path: what its leg had of this room is gone, and it is answered as `sync`. */
  z.strictObject({ type: z.literal('enter') }),
  /** The page has made its device and can take this. Streams of others come from then on. */
  z.strictObject({ type: z.literal('join'), epoch: epochSchema, rtpCapabilities: rtpCapabilitiesSchema }),
  z.strictObject({
    type: z.literal('connect'),
    epoch: epochSchema,
    direction: directionSchema,
    dtlsParameters: dtlsParametersSchema,
  }),
  /** The path changed: the same transport by another way. */
  z.strictObject({ type: z.literal('restartIce'), epoch: epochSchema, direction: directionSchema }),
  z.strictObject({
    type: z.literal('produce'),
    epoch: epochSchema,
    line: roomLineSchema,
    rtpParameters: rtpParametersSchema,
    isPaused: z.boolean(),
  }),
  /** For one other leg alone, which is among `peers`. */
  z.strictObject({
    type: z.literal('produceData'),
    epoch: epochSchema,
    to: idSchema,
    channel: roomChannelSchema,
    sctpStreamParameters: sctpStreamSchema,
  }),
  /** What is sent now, all of it: the other lines stand still. */
  z.strictObject({
    type: z.literal('sending'),
    epoch: epochSchema,
    lines: z.array(roomLineSchema).check(z.maxLength(ROOM_LINES.length)),
  }),
  /** How streams of others are looked at: not at all, or in which of their layers (0 is the smallest). Those not named stay as they are. */
  z.strictObject({
    type: z.literal('watch'),
    epoch: epochSchema,
    streams: z
      .array(z.strictObject({ streamId: idSchema, layer: z.nullable(z.int().check(z.minimum(0), z.maximum(2))) }))
      .check(z.maxLength(MOST_STREAMS)),
  }),
]);
export type RoomAsk = z.infer<typeof roomAskSchema>;

const ownerSchema = { streamId: idSchema, sourceId: idSchema, legId: idSchema };
/** Something of another's that comes in. It begins when it is watched. */
export const roomStreamSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('media'),
    ...ownerSchema,
    line: roomLineSchema,
    rtpParameters: rtpParametersSchema,
    isPaused: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('data'),
    ...ownerSchema,
    channel: roomChannelSchema,
    sctpStreamParameters: sctpStreamSchema,
  }),
]);
export type RoomStream = z.infer<typeof roomStreamSchema>;

const rightsSchema = {
  mayProduce: z.array(roomLineSchema).check(z.maxLength(ROOM_LINES.length)),
  mayProduceData: z.boolean(),
  /** Null: this leg may send nothing, so there is no way to. */
  send: z.nullable(roomTransportSchema),
};
const beginningSchema = {
  epoch: epochSchema,
  rtpCapabilities: rtpCapabilitiesSchema,
  receive: roomTransportSchema,
  ...rightsSchema,
};
const streamsSchema = z.array(roomStreamSchema).check(z.maxLength(MOST_STREAMS));

/** With whom this leg has data both ways, all of them. */
const peersSchema = z.array(idSchema).check(z.maxLength(MOST_LEGS));

/** Who gets what this leg sends to them on which channel, all of them. Before that nobody has anything of it. */
const heardBySchema = z
  .array(z.strictObject({ legId: idSchema, channel: roomChannelSchema }))
  .check(z.maxLength(MOST_STREAMS));

const stateSchema = z.strictObject({
  ...beginningSchema,
  revision: z.int(),
  peers: peersSchema,
  streams: streamsSchema,
  heardBy: heardBySchema,
});
/** Answers to asks, by their type. */
export const roomAnswerSchemas = {
  sync: stateSchema,
  enter: stateSchema,
  join: emptySchema,
  connect: emptySchema,
  restartIce: z.strictObject({ iceParameters: iceParametersSchema }),
  produce: z.strictObject({ sourceId: idSchema }),
  produceData: z.strictObject({ sourceId: idSchema }),
  sending: emptySchema,
  watch: emptySchema,
} as const satisfies Readonly<Record<RoomAsk['type'], z.core.$ZodType>>;
export type RoomAnswers = { readonly [T in RoomAsk['type']]: z.infer<(typeof roomAnswerSchemas)[T]> };
export type RoomAnswer = RoomAnswers[RoomAsk['type']];

/** `revision` counts what was told to this leg in this epoch: who has missed one asks for all (`sync`). */
const revisionSchema = z.int().check(z.minimum(0));
export const roomTellSchema = z.discriminatedUnion('type', [
  /** The room is there, or is there anew. All transports and streams of an earlier epoch are gone. */
  z.strictObject({ type: z.literal('begun'), ...beginningSchema }),
  z.strictObject({
    type: z.literal('streams'),
    epoch: epochSchema,
    revision: revisionSchema,
    added: streamsSchema,
    removed: z.array(idSchema).check(z.maxLength(MOST_STREAMS)),
    /** Stand still, or go on. */
    changed: z.array(z.strictObject({ streamId: idSchema, isPaused: z.boolean() })).check(z.maxLength(MOST_STREAMS)),
  }),
  /** What this leg may send has changed; what it may not send any more has been ended. */
  z.strictObject({
    type: z.literal('rights'),
    epoch: epochSchema,
    ...rightsSchema,
  }),
  /** What was sent to who is not among them any more has been ended. */
  z.strictObject({ type: z.literal('peers'), epoch: epochSchema, peers: peersSchema }),
  z.strictObject({ type: z.literal('heard'), epoch: epochSchema, heardBy: heardBySchema }),
  /** This leg has no part in the room any more. */
  z.strictObject({ type: z.literal('ended') }),
]);
export type RoomTell = z.infer<typeof roomTellSchema>;

/**
 * Why an ask was refused. `notAllowed`: this leg has no right to it. `stale`: of another epoch, ask for the state. `unknown`: no such
 * room, leg or stream. `unfit`: what it brought does not fit. `unavailable`: no media server at the moment.
 */
export const roomRefusalSchema = z.enum(['notAllowed', 'stale', 'unknown', 'unfit', 'unavailable']);
export type RoomRefusal = z.infer<typeof roomRefusalSchema>;
