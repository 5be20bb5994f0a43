// What the service and its media process say to each other over a socket of this machine: one JSON object a line. A leaf: knows the wire's
// building blocks only, by their own files, so that the process starts sooner when it was killed.
import * as z from 'zod/mini';
import { idSchema } from '../protocol/fields.ts';
import {
  MOST_LEGS,
  ROOM_LINES,
  roomAskSchema,
  roomLineSchema,
  roomRefusalSchema,
  roomTellSchema,
} from '../protocol/room.ts';

/** Both sides must be of one build: a media process of before is asked to end. */
export const MEDIA_CONTRACT = 3;
/** The state of a full room is a third of it. */
export const MAX_LINE_CHARS = 1_000_000;
const MOST_ROOMS = 5_000;
const MOST_WORKERS = 64;

export const roomStateSchema = z.strictObject({
  roomId: idSchema,
  generation: z.int().check(z.minimum(0)),
  legs: z
    .array(
      z.strictObject({
        legId: idSchema,
        mayProduce: z.array(roomLineSchema).check(z.maxLength(ROOM_LINES.length)),
        mayProduceData: z.boolean(),
      }),
    )
    .check(z.maxLength(MOST_LEGS)),
  hearing: z
    .array(
      z.strictObject({
        legId: idSchema,
        of: idSchema,
        sound: z.boolean(),
        picture: z.boolean(),
        data: z.boolean(),
      }),
    )
    .check(z.maxLength(MOST_LEGS * MOST_LEGS)),
});
/** All that a room is to be. */
export type RoomState = z.infer<typeof roomStateSchema>;
export type LegState = RoomState['legs'][number];

export const commandSchema = z.discriminatedUnion('do', [
  /** Said first, by whoever is the service from now on; answered by `hello`. */
  z.strictObject({ do: z.literal('attend') }),
  z.strictObject({ do: z.literal('room'), room: roomStateSchema }),
  z.strictObject({ do: z.literal('close'), roomId: idSchema }),
  /** All rooms but these are closed. */
  z.strictObject({ do: z.literal('keepOnly'), roomIds: z.array(idSchema).check(z.maxLength(MOST_ROOMS)) }),
  z.strictObject({ do: z.literal('ask'), askId: z.int(), roomId: idSchema, legId: idSchema, ask: roomAskSchema }),
  z.strictObject({ do: z.literal('measure'), askId: z.int() }),
  /** Ends with all its rooms. */
  z.strictObject({ do: z.literal('end') }),
]);
export type Command = z.infer<typeof commandSchema>;

const amountSchema = z.number().check(z.minimum(0));
/** One worker at the moment. Bits a second are what its legs send and get now; the rest is since it began. */
export const workerMeasureSchema = z.strictObject({
  rooms: amountSchema,
  legs: amountSchema,
  cpuSeconds: amountSchema,
  peakMemoryBytes: amountSchema,
  receivedBps: amountSchema,
  sentBps: amountSchema,
});
export type WorkerMeasure = z.infer<typeof workerMeasureSchema>;

export const reportSchema = z.discriminatedUnion('says', [
  z.strictObject({
    says: z.literal('hello'),
    contract: z.int(),
    processId: z.int(),
    roomIds: z.array(idSchema).check(z.maxLength(MOST_ROOMS)),
  }),
  z.strictObject({
    says: z.literal('answer'),
    askId: z.int(),
    /** As the schema of what was asked says; the asker looks at it. */
    answer: z.nullable(z.unknown()),
    refusal: z.nullable(roomRefusalSchema),
  }),
  z.strictObject({
    says: z.literal('measured'),
    askId: z.int(),
    workers: z.array(workerMeasureSchema).check(z.maxLength(MOST_WORKERS)),
  }),
  z.strictObject({ says: z.literal('told'), roomId: idSchema, legId: idSchema, tell: roomTellSchema }),
  z.strictObject({ says: z.literal('produced'), roomId: idSchema, legId: idSchema, line: roomLineSchema }),
  z.strictObject({ says: z.literal('moved'), roomId: idSchema }),
  z.strictObject({ says: z.literal('workerDied'), rooms: z.int() }),
]);
export type Report = z.infer<typeof reportSchema>;

/** What a media process is started with. */
export const mediaOptionsSchema = z.strictObject({
  socketPath: z.string().check(z.minLength(1), z.maxLength(500)),
  /** The program that carries the media. */
  workerFile: z.string().check(z.minLength(1), z.maxLength(1000)),
  workers: z.int().check(z.minimum(1), z.maximum(MOST_WORKERS)),
  listenAddress: z.string().check(z.maxLength(256)),
  /** Where pages find it. */
  announcedAddress: z.string().check(z.maxLength(256)),
  /** Null: any. Each worker takes one for each protocol. */
  ports: z.nullable(z.strictObject({ from: z.int(), to: z.int() })),
  protocols: z.array(z.enum(['udp', 'tcp'])).check(z.minLength(1), z.maxLength(2)),
  /** How long rooms are kept without a service. */
  lingerMs: z.int().check(z.minimum(0), z.maximum(3_600_000)),
});
export type MediaOptions = z.infer<typeof mediaOptionsSchema>;
