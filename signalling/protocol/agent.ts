// An agent: sign-in, intent, offers, wrap-up and recent calls.
import * as z from 'zod/mini';
import { addedField } from './capabilities.ts';
import { endedBySchema, endReasonSchema, outcomeSchema } from './call.ts';
import {
  agentIdSchema,
  callIdSchema,
  callMediaSchema,
  durationMsSchema,
  emptySchema,
  epochMsSchema,
  generationSchema,
  idSchema,
  linkReferenceSchema,
  mediaServers,
  offerIdSchema,
  personNameSchema,
  tokenSchema,
  wordsSchema,
} from './fields.ts';
import { conferenceSchema } from './conference.ts';
import { callQualitySchema } from './quality.ts';
import { repliesSchema } from './reply.ts';

export const userNameSchema = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^[A-Za-z0-9._@-]+$/));
export const roleSchema = z.enum(['agent', 'supervisor']);
export type Role = z.infer<typeof roleSchema>;

/** Reasons a person may choose, and `noAnswer`, which only a missed offer sets. */
export const chosenAwayReasonSchema = z.enum(['break', 'lunch', 'training']);
export const awayReasonSchema = z.enum(['break', 'lunch', 'training', 'noAnswer']);
export const intentSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('available') }),
  z.strictObject({ name: z.literal('away'), reason: awayReasonSchema }),
]);
export const chosenIntentSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('available') }),
  z.strictObject({ name: z.literal('away'), reason: chosenAwayReasonSchema }),
]);
export type Intent = z.infer<typeof intentSchema>;
export type ChosenIntent = z.infer<typeof chosenIntentSchema>;
export type ChosenAwayReason = z.infer<typeof chosenAwayReasonSchema>;
export type AwayReason = z.infer<typeof awayReasonSchema>;

/** Of what an agent has in hand beside one call. */
const MOST_BESIDE = 20;

/** Of what an agent writes about a call, in characters. */
export const MAX_NOTES_LENGTH = 4000;

export const callReasonSchema = z.strictObject({ id: idSchema, name: wordsSchema });
export type CallReason = z.infer<typeof callReasonSchema>;

const about = { callId: callIdSchema, customerName: personNameSchema, topic: wordsSchema, media: callMediaSchema };

export const offerSchema = z.strictObject({
  ...about,
  offerId: offerIdSchema,
  waitingSinceMs: epochMsSchema,
  ringingSinceMs: epochMsSchema,
  ringTimeoutMs: durationMsSchema,
  /** The customer was promised to be called back, at this time. */
  promisedAtMs: z.optional(epochMsSchema),
  /** The agent is writing, and this caller has waited past what the queue allows: ring from then on, not before. */
  neededUntilMs: z.optional(epochMsSchema),
  /** A colleague asks: the call stays theirs. */
  consult: addedField('consult', z.strictObject({ byName: personNameSchema })),
  /** A colleague wants the agent to join: the call stays theirs. */
  join: addedField('rooms', z.strictObject({ byName: personNameSchema })),
});
/** A colleague is asked, and the two agents have a link of their own. */
export const consultSchema = z.strictObject({
  /** In `peer.*` it stands in place of the call's id. */
  linkId: callIdSchema,
  role: z.enum(['asking', 'asked']),
  colleagueName: personNameSchema,
  /** Whether the other agent's connection to the server is there. */
  colleagueConnected: z.boolean(),
  /** With whom the one who asked talks now; the other one is on hold. */
  talksWith: z.enum(['colleague', 'customer']),
  /** Absent while it rings at the colleague. */
  talk: z.optional(
    z.strictObject({
      answeredAtMs: epochMsSchema,
      withVideo: z.boolean(),
      generation: generationSchema,
      held: z.boolean(),
      /** The receiver begins each generation. */
      offers: z.boolean(),
      ...mediaServers,
    }),
  ),
});
export type ConsultView = z.infer<typeof consultSchema>;
/** Of an agent who is only asked, everything is about the link with the one who asks. */
export const agentCallSchema = z.strictObject({
  ...about,
  answeredAtMs: epochMsSchema,
  withVideo: z.boolean(),
  generation: generationSchema,
  held: z.boolean(),
  /** Whether the customer's connection to the server is there; media may go on without it. */
  customerConnected: z.boolean(),
  ...mediaServers,
  consult: addedField('consult', consultSchema),
  /** Others take part beside the agent and the customer, or did a moment ago. */
  conference: addedField('rooms', conferenceSchema),
});
export const wrapUpSchema = z.strictObject({
  ...about,
  sinceMs: epochMsSchema,
  answeredAtMs: epochMsSchema,
  outcome: outcomeSchema,
  endedBy: endedBySchema,
  endReason: endReasonSchema,
  /** When it ends by itself; absent where the queue sets no limit. */
  endsAtMs: z.optional(epochMsSchema),
  /** The same time may be had once more. */
  extendable: z.optional(z.boolean()),
  reasons: z.array(callReasonSchema).check(z.minLength(1), z.maxLength(100)),
});
/** What an agent has in hand beside `work`, where it is something. */
export const inHandSchema = z.strictObject({
  /** Their customers are on hold since `sinceMs`, the longest first. */
  calls: z.array(z.extend(agentCallSchema, { sinceMs: epochMsSchema })).check(z.maxLength(MOST_BESIDE)),
  /** To be wrapped up when the others are done. */
  wrapUps: z.array(z.strictObject({ ...about, sinceMs: epochMsSchema })).check(z.maxLength(MOST_BESIDE)),
  /** Rings beside the call that goes on; answering it puts that on hold. */
  offer: z.optional(offerSchema),
});
export type InHand = z.infer<typeof inHandSchema>;
export const workSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('idle') }),
  z.strictObject({ name: z.literal('ringing'), offer: offerSchema }),
  z.strictObject({ name: z.literal('inCall'), call: agentCallSchema }),
  z.strictObject({ name: z.literal('wrapUp'), wrapUp: wrapUpSchema }),
]);
/** Calls are held because of mails being written. */
export const shieldSchema = z.strictObject({
  sinceMs: epochMsSchema,
  replies: z.int().check(z.minimum(1)),
  /** How many wait in line meanwhile. */
  callersWaiting: z.int().check(z.minimum(0)),
});
export type Shield = z.infer<typeof shieldSchema>;

export const agentViewSchema = z.strictObject({
  agentId: agentIdSchema,
  displayName: personNameSchema,
  role: roleSchema,
  intent: intentSchema,
  /** Chosen during a call or wrap-up; takes effect after it. */
  pendingIntent: z.optional(intentSchema),
  /** When the intent or the kind of work last changed. */
  sinceMs: epochMsSchema,
  work: workSchema,
  inHand: addedField('callsInHand', inHandSchema),
  shield: z.optional(shieldSchema),
});
export type Offer = z.infer<typeof offerSchema>;
export type AgentCall = z.infer<typeof agentCallSchema>;
export type WrapUp = z.infer<typeof wrapUpSchema>;
export type Work = z.infer<typeof workSchema>;
export type AgentView = z.infer<typeof agentViewSchema>;

export const callRecordSchema = z.strictObject({
  ...about,
  startedAtMs: epochMsSchema,
  answeredAtMs: epochMsSchema,
  endedAtMs: epochMsSchema,
  outcome: outcomeSchema,
  endedBy: endedBySchema,
  endReason: endReasonSchema,
  reason: z.optional(wordsSchema),
  notes: z.optional(z.string().check(z.maxLength(MAX_NOTES_LENGTH))),
  quality: z.optional(callQualitySchema),
});
export type CallRecord = z.infer<typeof callRecordSchema>;

/** A call that rang at the agent and was not answered in time. Who called is told as long as it is known of the call itself. */
export const missedCallSchema = z.strictObject({
  ...about,
  offerId: offerIdSchema,
  rangAtMs: epochMsSchema,
  endedAtMs: epochMsSchema,
});
export type MissedCall = z.infer<typeof missedCallSchema>;

export const callReferenceSchema = z.strictObject({ callId: callIdSchema, reference: linkReferenceSchema });

export const agentRequests = {
  'agent.signIn': {
    params: z.strictObject({
      userName: userNameSchema,
      password: z.string().check(z.minLength(1), z.maxLength(200)),
      /** What is being written: taken in one with the sign-in, so that nothing rings in between. */
      replies: z.optional(repliesSchema),
    }),
    result: z.strictObject({ sessionToken: tokenSchema, agent: agentViewSchema }),
  },
  'agent.resume': {
    params: z.strictObject({ sessionToken: tokenSchema, replies: z.optional(repliesSchema) }),
    result: z.strictObject({ agent: agentViewSchema }),
  },
  'agent.signOut': { params: emptySchema, result: emptySchema },
  'agent.setIntent': { params: z.strictObject({ intent: chosenIntentSchema }), result: emptySchema },
  'offer.answer': { params: z.strictObject({ offerId: offerIdSchema, withVideo: z.boolean() }), result: emptySchema },
  'offer.decline': { params: z.strictObject({ offerId: offerIdSchema }), result: emptySchema },
  /** The agent turns to a call that they have in hand: a customer on hold, who is talked with from then on, or a wrap-up. */
  'task.choose': { params: z.strictObject({ callId: callIdSchema }), result: emptySchema },
  /** Ends wrap-up. */
  'wrapUp.finish': {
    params: z.strictObject({
      callId: callIdSchema,
      reasonId: idSchema,
      notes: z.string().check(z.maxLength(MAX_NOTES_LENGTH)),
    }),
    result: emptySchema,
  },
  /** Gives the wrap-up of a queue with a limit the same time once more. */
  'wrapUp.extend': { params: z.strictObject({ callId: callIdSchema }), result: emptySchema },
  /** The agent's own calls, newest first. `beforeMs` pages back. */
  'history.recent': {
    params: z.strictObject({
      limit: z.int().check(z.minimum(1), z.maximum(100)),
      beforeMs: z.optional(epochMsSchema),
    }),
    result: z.strictObject({ records: z.array(callRecordSchema).check(z.maxLength(100)) }),
  },
  /** Calls that the agent missed, the newest first. Asked apart from the others: an app that does not know it never sees one. */
  'history.missed': {
    params: z.strictObject({ limit: z.int().check(z.minimum(1), z.maximum(100)) }),
    result: z.strictObject({ missed: z.array(missedCallSchema).check(z.maxLength(100)) }),
  },
  /**
   * By what whoever made a link knows the matter, of calls that came with one: offered to the agent, answered by them or theirs on
   * record. Asked apart: an app that does not know it never sees one.
   */
  'call.references': {
    params: z.strictObject({ callIds: z.array(callIdSchema).check(z.minLength(1), z.maxLength(100)) }),
    result: z.strictObject({ references: z.array(callReferenceSchema).check(z.maxLength(100)) }),
  },
  /** Wrong passwords tried for the agent's account since this was last asked. Asked apart: an app that does not know it never sees them. */
  'agent.failedSignIns': {
    params: emptySchema,
    result: z.strictObject({ count: z.int().check(z.minimum(0)), lastAtMs: z.optional(epochMsSchema) }),
  },
  /** Calls a telephone number, after the agent has confirmed it. */
  'telephone.dial': {
    params: z.strictObject({ number: z.string().check(z.regex(/^\+?[0-9*#]{2,20}$/)) }),
    result: emptySchema,
  },
} as const;

export const agentNotices = {
  /** The agent as they are now. Sent after every change. */
  'agent.changed': agentViewSchema,
} as const;
