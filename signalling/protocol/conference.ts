// A call of more than two: who is in it, who comes and goes, and what a page says to its room. All of it is asked apart or sent only to
// who has said `rooms`: an app or page that does not know it never sees any.
import * as z from 'zod/mini';
import { addedField } from './capabilities.ts';
import {
  callIdSchema,
  emptySchema,
  epochMsSchema,
  generationSchema,
  legIdSchema,
  mediaServers,
  personNameSchema,
  tokenSchema,
  wordsSchema,
} from './fields.ts';

/**
 * What page and media server say to each other is theirs (`room.ts`): it is checked once, where it is taken, and passed on as the text
 * that it is.
 */
const roomTextSchema = z.string().check(z.minLength(2), z.maxLength(60_000));

/** More people are not in one call. */
export const MOST_PEOPLE = 6;

export const supervisionModeSchema = z.enum(['listen', 'whisper', 'barge']);
export type SupervisionMode = z.infer<typeof supervisionModeSchema>;
export const personInCallSchema = z.strictObject({
  legId: legIdSchema,
  name: personNameSchema,
  role: z.enum(['customer', 'primary', 'consulted', 'colleague', 'supervisor', 'guest']),
  /** `waitingRoom`: a guest whom the agent has not let in yet. */
  state: z.enum(['ringing', 'waitingRoom', 'joined', 'away']),
  /** Of a supervisor. */
  supervising: z.optional(supervisionModeSchema),
  /** A guest who is in the call, and neither sees and hears anybody nor is seen and heard. Absent: no. */
  paused: addedField('rooms', z.boolean()),
});
export type PersonInCall = z.infer<typeof personInCallSchema>;

export const conferenceSchema = z.strictObject({
  /** The receiver's own. */
  legId: legIdSchema,
  /** Of the room that the media goes through; absent: directly between two. */
  room: z.optional(generationSchema),
  /** Whom the receiver is to know of, themselves among them. Customers and guests learn of those only who speak with them. */
  people: z.array(personInCallSchema).check(z.maxLength(MOST_PEOPLE)),
});
export type Conference = z.infer<typeof conferenceSchema>;

/** A guest, as they see it. */
export const guestViewSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('waitingRoom'), topic: wordsSchema }),
  z.strictObject({
    name: z.literal('inCall'),
    callId: callIdSchema,
    topic: wordsSchema,
    joinedAtMs: epochMsSchema,
    generation: generationSchema,
    ...mediaServers,
    /** Hears nobody at the moment, and is told so. */
    held: z.boolean(),
    /** By the agent who has the call; `held` as well. Absent: no. */
    paused: addedField('rooms', z.boolean()),
    conference: conferenceSchema,
  }),
  /** Has left, was refused or removed, or the call is over. */
  z.strictObject({ name: z.literal('ended') }),
]);
export type GuestView = z.infer<typeof guestViewSchema>;

const ofCall = z.strictObject({ callId: callIdSchema });
const ofLeg = z.strictObject({ callId: callIdSchema, legId: legIdSchema });

export const conferenceRequests = {
  /** Whoever was asked talks with everybody from now on. */
  'consult.merge': { params: ofCall, result: emptySchema },
  /** The sender leaves a call that goes on. */
  'call.leave': { params: ofCall, result: emptySchema },
  /** A link for one guest. */
  'call.inviteGuest': {
    params: ofCall,
    result: z.strictObject({ inviteToken: tokenSchema, expiresAtMs: epochMsSchema }),
  },
  'guest.admit': { params: ofLeg, result: emptySchema },
  /** A guest sees and hears nobody, and nobody them, and keeps their place; or is let back in. */
  'guest.pause': {
    params: z.strictObject({ callId: callIdSchema, legId: legIdSchema, paused: z.boolean() }),
    result: emptySchema,
  },
  /** Has a guest or colleague leave, refuses a guest who waits, rings at a colleague no longer. */
  'call.removePerson': { params: ofLeg, result: emptySchema },
  'call.supervise': {
    params: z.strictObject({ callId: callIdSchema, mode: supervisionModeSchema }),
    result: emptySchema,
  },
  /** The call is the sender's from now on; whoever had it wraps up. */
  'call.takeOver': { params: ofCall, result: emptySchema },
  /** A guest comes by their link, which is good once. */
  'guest.enter': {
    params: z.strictObject({ inviteToken: tokenSchema, name: personNameSchema }),
    result: z.strictObject({ guestToken: tokenSchema, guest: guestViewSchema }),
  },
  'guest.resume': {
    params: z.strictObject({ guestToken: tokenSchema }),
    result: z.strictObject({ guest: guestViewSchema }),
  },
  'guest.leave': { params: emptySchema, result: emptySchema },
  /** To the media server, about the room that the sender's leg is in: a `RoomAsk` as JSON, answered with a `RoomAnswer` as JSON. */
  'room.ask': {
    params: z.strictObject({ callId: callIdSchema, generation: generationSchema, ask: roomTextSchema }),
    result: z.strictObject({ answer: roomTextSchema }),
  },
  /** A room outlives the credentials that its generation came with: others, good from now on. Nobody's media is made anew for them. */
  'room.renewServers': { params: ofCall, result: z.strictObject(mediaServers) },
} as const;

export const conferenceNotices = {
  /** The guest as they are now. Sent to the guest after every change that they can see. */
  'guest.changed': guestViewSchema,
  /** From the media server, for the receiver's leg: a `RoomTell` as JSON. */
  'room.told': z.strictObject({ callId: callIdSchema, generation: generationSchema, tell: roomTextSchema }),
} as const;
