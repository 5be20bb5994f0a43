// What the two parties of a call say to each other directly, over the data channels of their link: documents, annotations, screens,
// camera and chat. It never passes through the server. Whatever comes is parsed by these schemas first.
import * as z from 'zod/mini';
import { idSchema } from './fields.ts';
import { readKind } from './assist/readKind.ts';
import { abilitiesSchema, agreementFileSchema, agreementProofSchema } from './assist/agreementFile.ts';
import { assistRequestSchema } from './assist/assistRequest.ts';
import { chatMessageSchema, chatSeenSchema, linkAnswerSchema } from './assist/chat.ts';
import { earlierAnswerSchema, earlierMessageSchema, earlierSchema } from './assist/earlier.ts';
import { identityMessageSchemas } from './assist/identity.ts';
import { annotationContinuedSchema, annotationDrawnSchema, annotationSchema } from './assist/annotations.ts';
import { pageCapabilitiesSchema } from './assist/pageCapabilities.ts';
import { cameraPreferenceSchema, deviceCameraSchema, personSizeSchema, screenShareSchema } from './assist/share.ts';
import { readBySchema, writerSchema } from './assist/writers.ts';
import {
  agreementSchema,
  documentCardSchema,
  fieldTurnSchema,
  fieldValueSchema,
  viewportSchema,
  tableViewSchema,
} from './assist/table.ts';

export * from './assist/agreementFile.ts';
export * from './assist/assistRequest.ts';
export * from './assist/chat.ts';
export * from './assist/earlier.ts';
export * from './assist/fields.ts';
export * from './assist/identity.ts';
export * from './assist/annotations.ts';
export * from './assist/pageCapabilities.ts';
export * from './assist/pointer.ts';
export * from './assist/share.ts';
export * from './assist/table.ts';
export * from './assist/transfer.ts';
export * from './assist/writers.ts';

/** Version spoken by this build. Sides that speak different ones share sound and picture only. */
export const ASSIST_VERSION = 1;

/** Largest message on a channel, in bytes: browsers take 256 KiB, smaller ones let a stroke slip in between. */
export const MAX_CHANNEL_BYTES = 65_536;

/** Largest whole of what is shared, in bytes as sent. Past it a peer is not one of ours. */
export const MAX_SHARED_BYTES = 16_000_000;

/**
 * What both sides see alike, by name of the map: what one entry is, and how many there may be. Keys are ids, except
 * where there is one entry a party (`agent`, `customer`) – among several, of some, one a leg –, one a party of each agreement, or one in
 * all (`now`). A page passes over maps that it does not know.
 */
export const SHARED_MAPS = {
  capabilities: { value: pageCapabilitiesSchema, most: 16 },
  documents: { value: documentCardSchema, most: 200 },
  view: { value: tableViewSchema, most: 1 },
  /** Viewports; the name of the first release. */
  gazes: { value: viewportSchema, most: 16 },
  fields: { value: fieldValueSchema, most: 5_000 },
  turns: { value: fieldTurnSchema, most: 16 },
  agreements: { value: agreementSchema, most: 100 },
  agreementFiles: { value: agreementFileSchema, most: 100 },
  agreementProofs: { value: agreementProofSchema, most: 200 },
  abilities: { value: abilitiesSchema, most: 2 },
  /** Annotations; the name of the first release. */
  ink: { value: annotationSchema, most: 5_000 },
  /** Requests; the name of the first release. */
  asks: { value: assistRequestSchema, most: 500 },
  screens: { value: screenShareSchema, most: 16 },
  camera: { value: deviceCameraSchema, most: 1 },
  /** A preference; the name of the first release. */
  cameraWish: { value: cameraPreferenceSchema, most: 1 },
  personSizes: { value: personSizeSchema, most: 2 },
  chat: { value: chatMessageSchema, most: 2_000 },
  linkAnswers: { value: linkAnswerSchema, most: 2_000 },
  chatSeen: { value: chatSeenSchema, most: 2 },
  earlier: { value: earlierSchema, most: 1 },
  earlierAnswer: { value: earlierAnswerSchema, most: 1 },
  earlierChat: { value: earlierMessageSchema, most: 2_000 },
  writers: { value: writerSchema, most: 200 },
  readBy: { value: readBySchema, most: 50 },
} as const;
export type SharedMapName = keyof typeof SHARED_MAPS;
export type SharedValue<N extends SharedMapName> = z.infer<(typeof SHARED_MAPS)[N]['value']>;

/** Passing messages on the channel 'state', beside the shared whole. */
export const stateMessageSchema = z.discriminatedUnion('kind', [
  /** First on every channel. `page` is another after a reload, and on another device. */
  z.strictObject({
    kind: z.literal('hello'),
    version: z.int().check(z.minimum(0), z.maximum(10_000)),
    page: idSchema,
  }),
  annotationDrawnSchema,
  annotationContinuedSchema,
  /** The sender has left the line of what they drew: it is finished or given up. */
  z.strictObject({ kind: z.literal('inkLifted'), inkId: idSchema }),
  /** The sender is choosing a document: what shows it can be made ready. */
  z.strictObject({ kind: z.literal('documentExpected') }),
  ...identityMessageSchemas,
]);
/** Undefined for nonsense; a kind of a later release where there is no message. */
export function readStateMessage(json: unknown): { readonly message?: StateMessage } | undefined {
  return readKind(stateMessageSchema, json);
}

export type StateMessage = z.infer<typeof stateMessageSchema>;
