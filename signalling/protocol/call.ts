// A customer's call, as the customer sees it.
import * as z from 'zod/mini';
import { addedField } from './capabilities.ts';
import {
  callIdSchema,
  callMediaSchema,
  durationMsSchema,
  emptySchema,
  epochMsSchema,
  generationSchema,
  idSchema,
  languageSchema,
  mediaServers,
  personNameSchema,
  queueIdSchema,
  tokenSchema,
  wordsSchema,
} from './fields.ts';
import { conferenceSchema } from './conference.ts';
import { doneWorkSchema } from './work.ts';

/** Of a signed link, in characters. */
export const MAX_LINK_LENGTH = 2000;

/** How a call ended; each call has exactly one. Offers have results of their own. */
export const outcomeSchema = z.enum(['answered', 'abandoned', 'mediaFailed', 'closed']);
export const endedBySchema = z.enum(['customer', 'agent', 'system']);
/** `hungUp`, `leftLine`: a person's choice; `connectionLost`: gone past the grace period; the rest: the server's. */
export const endReasonSchema = z.enum([
  'hungUp',
  'leftLine',
  'connectionLost',
  'mediaFailed',
  'queueClosed',
  'callbackUnanswered',
]);
export type Outcome = z.infer<typeof outcomeSchema>;
export type EndedBy = z.infer<typeof endedBySchema>;
export type EndReason = z.infer<typeof endReasonSchema>;

export const customerPhaseSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('waiting'),
    position: z.int().check(z.minimum(1)),
    waitingSinceMs: epochMsSchema,
    /** About how long it still takes, at most an hour; absent: it cannot be told yet. */
    waitEstimateMs: z.optional(durationMsSchema),
  }),
  /** Will be called back and keeps the place. */
  z.strictObject({
    name: z.literal('promised'),
    position: z.int().check(z.minimum(1)),
    promisedAtMs: epochMsSchema,
    /** Their turn has come: the page is to ring until then. Absent before. */
    ringingUntilMs: z.optional(epochMsSchema),
  }),
  z.strictObject({
    name: z.literal('active'),
    agentName: personNameSchema,
    answeredAtMs: epochMsSchema,
    generation: generationSchema,
    held: z.boolean(),
    /** Whether the agent's connection to the server is there; media may go on without it. */
    agentConnected: z.boolean(),
    ...mediaServers,
    conference: addedField('rooms', conferenceSchema),
  }),
  z.strictObject({
    name: z.literal('ended'),
    outcome: outcomeSchema,
    endedBy: endedBySchema,
    reason: endReasonSchema,
    endedAtMs: epochMsSchema,
  }),
]);

export const customerCallSchema = z.strictObject({
  callId: callIdSchema,
  topicId: queueIdSchema,
  topic: wordsSchema,
  media: callMediaSchema,
  phase: customerPhaseSchema,
  /** The customer is to be told that somebody of the organisation may listen. */
  mayBeSupervised: addedField('rooms', z.literal(true)),
});
export type CustomerCall = z.infer<typeof customerCallSchema>;
export type CustomerPhase = z.infer<typeof customerPhaseSchema>;

/** `open` tells whether calls are taken right now; `closedMessage` is there for when they are not. */
export const topicSchema = z.strictObject({
  id: queueIdSchema,
  name: wordsSchema,
  open: z.boolean(),
  closedMessage: z.optional(wordsSchema),
});
export type Topic = z.infer<typeof topicSchema>;

export const callRequests = {
  /** What a customer may choose from. */
  'lobby.topics': {
    params: emptySchema,
    result: z.strictObject({ topics: z.array(topicSchema).check(z.maxLength(200)) }),
  },
  /** Joins the line of a topic. `requestId` makes it safe to send again: the same id gives the same call. */
  'call.start': {
    params: z.strictObject({
      requestId: idSchema,
      customerName: personNameSchema,
      topicId: queueIdSchema,
      media: callMediaSchema,
      language: languageSchema,
      /** Code of a customer who is to be served first; a wrong one changes nothing. */
      pass: z.optional(z.string().check(z.maxLength(128))),
      /** A signed link (a JSON Web Token): good for one call in the queue that it names. */
      link: z.optional(z.string().check(z.maxLength(MAX_LINK_LENGTH))),
      /** What `lobby.work` asked for. */
      work: z.optional(doneWorkSchema),
      /** What the page has of these as it calls; absent: nothing shows that there is a page. */
      devices: addedField('unknownFields', z.strictObject({ microphone: z.boolean(), camera: z.boolean() })),
    }),
    result: z.strictObject({ callToken: tokenSchema, call: customerCallSchema }),
  },
  /** Takes a call up again after a reload or a dropped connection. */
  'call.resume': {
    params: z.strictObject({ callToken: tokenSchema }),
    result: z.strictObject({ call: customerCallSchema }),
  },
  /** Whether a call goes on, asked by a page that has let go of it: nothing of it changes hands. */
  'call.look': {
    params: z.strictObject({ callToken: tokenSchema }),
    result: z.strictObject({ isOver: z.boolean() }),
  },
  /** Ends the caller's wait. */
  'call.leaveLine': { params: emptySchema, result: emptySchema },
  /** Keeps the place and is called back on the open page. */
  'call.askCallback': { params: emptySchema, result: emptySchema },
  /** Is here: waits in line again, at the place kept. */
  'call.takeCallback': { params: emptySchema, result: emptySchema },
  /** Ends the sender's active call. */
  'call.hangUp': { params: emptySchema, result: emptySchema },
  /** Puts the customer on hold or takes them back. */
  'call.hold': { params: z.strictObject({ held: z.boolean() }), result: emptySchema },
} as const;

export const callNotices = {
  /** The customer's call as it is now. Sent to the customer after every change. */
  'call.changed': customerCallSchema,
} as const;
