// What one party asks the other for and waits for: a yes or a no, which may also be taken back.
import * as z from 'zod/mini';
import { epochMsSchema } from '../fields.ts';
import { partySchema } from '../session.ts';
import { someText } from './fields.ts';

export const assistRequestSchema = z.strictObject({
  /** `rearCamera`: show me what you see; `still`: a full-resolution photo of it; `document`: put a document of yours on the table. */
  kind: z.enum(['rearCamera', 'still', 'document']),
  by: partySchema,
  askedAtMs: epochMsSchema,
  state: z.enum(['asked', 'accepted', 'declined', 'withdrawn', 'failed']),
  /** Why it failed, as a code of ours. */
  problem: z.optional(someText(40)),
});
export type AssistRequest = z.infer<typeof assistRequestSchema>;
