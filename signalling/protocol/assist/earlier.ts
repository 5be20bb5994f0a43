// What was written and shown in a call before it was handed on: the customer's page still has it, tells the next agent how much there is,
// and gives it when they want it. Only a page that has said `earlier` is told. Keys that this build does not know are passed over.
import * as z from 'zod/mini';
import { chatMessageSchema } from './chat.ts';
import { someText } from './fields.ts';

/** So many of those who had the call before are named, the last ones. */
export const MAX_EARLIER_AGENTS = 10;

const agentName = someText(80);

/** Only the customer's page writes it. Its documents are on the table, its messages in the map beside, once it is `given`. */
export const earlierSchema = z.object({
  /** With whom it was. */
  agentNames: z.array(agentName).check(z.minLength(1), z.maxLength(MAX_EARLIER_AGENTS)),
  messages: z.int().check(z.minimum(0), z.maximum(2_000)),
  documents: z.int().check(z.minimum(0), z.maximum(200)),
  state: z.enum(['offered', 'given']),
});
export type EarlierShare = z.infer<typeof earlierSchema>;

/** Only the agent's page writes it. */
export const earlierAnswerSchema = z.enum(['wanted', 'notWanted']);

/** By message id. */
export const earlierMessageSchema = z.object({ agentName, message: chatMessageSchema });
export type EarlierMessage = z.infer<typeof earlierMessageSchema>;
