// How the file of an agreement comes about. It stands beside the agreement itself, which older pages parse strictly: an older
// page does not know these maps and passes them over. Keys that this build does not know are passed over, too.
import * as z from 'zod/mini';
import { epochMsSchema } from '../fields.ts';
import { partySchema } from '../session.ts';
import { fileIdSchema, someText } from './fields.ts';
import { MAX_FILE_BYTES } from './table.ts';

const pageNumber = z.int().check(z.minimum(1), z.maximum(99_999));
const attemptSchema = z.int().check(z.minimum(1), z.maximum(10_000));

/** `body`: the document with fields and annotations, made before anybody is asked · `result`: the same with the page of the agreement. */
export const agreementStageSchema = z.enum(['body', 'result']);
export type AgreementStage = z.infer<typeof agreementStageSchema>;

/** What may be wrong with a file that was made. `notFetched`: it did not reach this side. */
export const proofProblemSchema = z.enum([
  'pagesDiffer',
  'textDiffers',
  'looksDifferent',
  'valueCutOff',
  'resultBroken',
  'sourceBroken',
  'notFetched',
]);

/** Why it does not go on. `notMade`: the file cannot be written to · `notSealed`: the organisation's seal is not to be had ·
 * `noRoom`: it is larger than the policy or a page allows · `changed`: somebody wrote on the document in the meantime · `takenBack`: the agent did. */
export const stopReasonSchema = z.union([
  proofProblemSchema,
  z.enum(['notMade', 'notSealed', 'noRoom', 'changed', 'takenBack']),
]);
export type StopReason = z.infer<typeof stopReasonSchema>;

export const stoppedSchema = z.object({
  why: stopReasonSchema,
  /** Whose page found it. */
  by: partySchema,
  stage: agreementStageSchema,
  page: z.optional(pageNumber),
});
export type Stopped = z.infer<typeof stoppedSchema>;

const madeFileSchema = z.object({
  fileId: fileIdSchema,
  bytes: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
});
export type MadeFile = z.infer<typeof madeFileSchema>;

/** By agreement id; only the agent writes it. The agreement itself is there from the moment the customer is asked. */
export const agreementFileSchema = z.object({
  /** What lies on the table. */
  fileId: fileIdSchema,
  statement: someText(1000),
  startedAtMs: epochMsSchema,
  /** SHA-256 of what was filled in and drawn when it began. */
  contentSha256: fileIdSchema,
  /** Counts tries: what was proved of another try does not count. */
  attempt: attemptSchema,
  body: z.optional(madeFileSchema),
  result: z.optional(madeFileSchema),
  /** Whose seal is on the result. */
  sealedBy: z.optional(someText(200)),
  /** The customer's page cannot prove anything: it was loaded before an update. */
  isAlone: z.optional(z.boolean()),
  stopped: z.optional(stoppedSchema),
});
export type AgreementFile = z.infer<typeof agreementFileSchema>;

/** By `AGREEMENT:PARTY`: whether the file shows what that side sees. */
export const agreementProofSchema = z.object({
  attempt: attemptSchema,
  /** Of what was looked at. */
  sha256: fileIdSchema,
  state: z.enum(['proving', 'same', 'different']),
  /** Where it is, or where something differs. */
  page: z.optional(pageNumber),
  pages: z.optional(pageNumber),
  problem: z.optional(proofProblemSchema),
});
export type AgreementProof = z.infer<typeof agreementProofSchema>;

/** By party: what its page can do beyond what every page of this version of the data channels can. */
export const abilitiesSchema = z.object({ proves: z.optional(z.boolean()) });
