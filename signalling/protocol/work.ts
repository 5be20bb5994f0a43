// A little work that a customer's page does before it calls, while too many call: how much, and what counts as done. Both sides
// hash; neither is trusted to have done so.
import * as z from 'zod/mini';
import { queueIdSchema } from './fields.ts';

/** So many small puzzles in place of one: how long they take varies less. */
export const PUZZLES = 8;
/** Of each puzzle. 2^12 tries a puzzle are more than a slow phone does in two seconds. */
export const MOST_WORK_BITS = 12;

const challengeSchema = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[A-Za-z0-9_.-]+$/));

/** One number a puzzle: SHA-256 of `challenge:puzzle:number` begins with as many zero bits as were asked for. */
export const doneWorkSchema = z.strictObject({
  challenge: challengeSchema,
  numbers: z.array(z.int().check(z.minimum(0), z.maximum(4_294_967_295))).check(z.length(PUZZLES)),
});
export type DoneWork = z.infer<typeof doneWorkSchema>;

export const workRequests = {
  /** What a call to a topic takes right now, asked when `call.start` was refused with `tooManyRequests`. Absent: nothing would help. */
  'lobby.work': {
    params: z.strictObject({ topicId: queueIdSchema }),
    result: z.strictObject({
      work: z.optional(
        z.strictObject({
          challenge: challengeSchema,
          bits: z.int().check(z.minimum(1), z.maximum(MOST_WORK_BITS)),
        }),
      ),
    }),
  },
} as const;

export function puzzleText(challenge: string, puzzle: number, number: number): string {
  return `${challenge}:${puzzle}:${number}`;
}

/** Whether it begins with so many zero bits. */
export function hasZeroBits(hash: Uint8Array, bits: number): boolean {
  for (let bit = 0; bit < bits; bit += 1) {
    if (((hash[bit >> 3] ?? 255) >> (7 - (bit & 7))) & 1) return false;
  }
  return true;
}
