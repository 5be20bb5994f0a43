// How good a call was for one side, as that side measured it.
import * as z from 'zod/mini';
import { callIdSchema, emptySchema } from './fields.ts';

const wholeUpTo = (highest: number) => z.int().check(z.minimum(0), z.maximum(highest));

/** Between two samples: a summary of n of them took n times as long at least. */
export const QUALITY_SAMPLE_MS = 2000;

/** A summary of one agent's part in the call so far, from its first sample on. Averages, except for what is counted or summed up. */
export const qualitySchema = z.strictObject({
  /** Mean opinion score times 100: 100 is unusable, 450 the best that narrow-band telephony can be. */
  mosX100: z.int().check(z.minimum(100), z.maximum(450)),
  roundTripMs: wholeUpTo(60_000),
  /** Lost packets of a thousand. */
  lossPermille: wholeUpTo(1000),
  jitterMs: wholeUpTo(60_000),
  /** Of the picture received; absent in a voice call. */
  framesPerSecond: z.optional(wholeUpTo(120)),
  /** How often media had to be built anew. */
  recoveries: wholeUpTo(10_000),
  /** How long media was away in all. */
  reconnectMs: wholeUpTo(86_400_000),
  /** Whether media went through a relay. */
  relayed: z.boolean(),
  samples: z.int().check(z.minimum(1), z.maximum(100_000)),
});
export type Quality = z.infer<typeof qualitySchema>;

/** As far as each side has told. */
export const callQualitySchema = z.strictObject({
  agent: z.optional(qualitySchema),
  customer: z.optional(qualitySchema),
});
export type CallQuality = z.infer<typeof callQualitySchema>;

export const qualityRequests = {
  /** The sender's summary of the agent's part so far; the last one of each side goes on record, for each part. */
  'call.reportQuality': {
    params: z.strictObject({ callId: callIdSchema, quality: qualitySchema }),
    result: emptySchema,
  },
} as const;
