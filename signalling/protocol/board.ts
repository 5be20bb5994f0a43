// The supervisor's wallboard: queues, agents and today in figures, and the setting of an agent's state.
import * as z from 'zod/mini';
import { chosenIntentSchema, intentSchema, roleSchema, shieldSchema } from './agent.ts';
import { addedField } from './capabilities.ts';
import { MOST_PEOPLE, supervisionModeSchema } from './conference.ts';
import {
  agentIdSchema,
  callIdSchema,
  durationMsSchema,
  emptySchema,
  epochMsSchema,
  personNameSchema,
  queueIdSchema,
  wordsSchema,
} from './fields.ts';

const count = z.int().check(z.minimum(0));
/** From 0 to 1; absent where nothing has been counted yet. */
const share = z.optional(z.number().check(z.minimum(0), z.maximum(1)));

/** Calls of today: by the time of their arrival. `within`: answered within the queue's service level. */
const tally = { arrived: count, answered: count, within: count, abandoned: count };

export const boardQueueSchema = z.strictObject({
  queueId: queueIdSchema,
  name: wordsSchema,
  waiting: count,
  /** When the one who waits longest arrived; absent when nobody waits. */
  longestSinceMs: z.optional(epochMsSchema),
  active: count,
  serviceLevelMs: durationMsSchema,
  ...tally,
});
/** A call that somebody has, as far as supervising it goes. */
export const boardCallSchema = z.strictObject({
  callId: callIdSchema,
  /** Whose page is of before rooms, so that nobody can supervise it: the customer's or the agent's. Absent: neither. */
  outdated: z.optional(z.enum(['customer', 'agent'])),
  supervisedBy: z
    .array(z.strictObject({ agentId: agentIdSchema, displayName: personNameSchema, mode: supervisionModeSchema }))
    .check(z.maxLength(MOST_PEOPLE)),
  /** Agents are not told of listening otherwise, but of this call it cannot be hidden. */
  listeningShows: addedField('rooms', z.boolean()),
});
export const boardAgentSchema = z.strictObject({
  agentId: agentIdSchema,
  displayName: personNameSchema,
  role: roleSchema,
  online: z.boolean(),
  intent: intentSchema,
  work: z.enum(['idle', 'ringing', 'inCall', 'wrapUp']),
  /** When the intent or the kind of work last changed. */
  sinceMs: epochMsSchema,
  shield: z.optional(shieldSchema),
  /** The one that the agent is at and has; one who only asks, joins or supervises has none. */
  call: addedField('rooms', boardCallSchema),
});
/** The day is counted in quarters of an hour. */
export const BOARD_INTERVAL_MS = 15 * 60_000;
/** One of them. */
export const boardIntervalSchema = z.strictObject({ startMs: epochMsSchema, ...tally });

export const boardSchema = z.strictObject({
  /** The server's clock when it was counted. */
  atMs: epochMsSchema,
  queues: z.array(boardQueueSchema).check(z.maxLength(200)),
  agents: z.array(boardAgentSchema).check(z.maxLength(1000)),
  intervals: z.array(boardIntervalSchema).check(z.maxLength(100)),
  /** Offers, conversations and wrap-ups as a share of the time of those who were available or busy. */
  occupancyNow: share,
  /** The same since midnight or the start of the server, whichever came later. */
  occupancyToday: share,
  shieldsToday: count,
  /** How often a shield of today kept a call away. */
  keptAwayToday: count,
});
export type Board = z.infer<typeof boardSchema>;
export type BoardQueue = z.infer<typeof boardQueueSchema>;
export type BoardAgent = z.infer<typeof boardAgentSchema>;
export type BoardCall = z.infer<typeof boardCallSchema>;
export type BoardInterval = z.infer<typeof boardIntervalSchema>;

export const storeHealthSchema = z.enum(['ok', 'noSpace', 'failing']);
export type StoreHealth = z.infer<typeof storeHealthSchema>;

/** Of the media server that calls of more than two go through; otherwise why there is none. */
export const roomsHealthSchema = z.enum(['available', 'noWorker', 'off', 'noAddress', 'starting', 'failing']);
export type RoomsHealth = z.infer<typeof roomsHealthSchema>;

export const boardRequests = {
  /** Whether what is done can be saved, and whether there are rooms. Asked apart: a wallboard of before has no words for it. */
  'board.health': {
    params: emptySchema,
    result: z.strictObject({ store: storeHealthSchema, rooms: addedField('rooms', roomsHealthSchema) }),
  },
  /** Everything on the wallboard as it is now. */
  'board.read': { params: emptySchema, result: boardSchema },
  /** Sets the intent of an agent; in a call or in wrap-up it takes effect when wrap-up ends. */
  'board.setIntent': {
    params: z.strictObject({ agentId: agentIdSchema, intent: chosenIntentSchema }),
    result: emptySchema,
  },
} as const;
