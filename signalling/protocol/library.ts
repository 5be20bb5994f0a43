// What may be put on the table by the settings: documents prepared for a queue, and the policy for everybody's files.
import * as z from 'zod/mini';
import { fileBytesSchema, sha256Schema } from './transcriptEntry.ts';
import { emptySchema, idSchema, wordsSchema } from './fields.ts';

/** As the bytes say, not the name. */
export const fileTypeSchema = z.enum(['pdf', 'jpeg', 'png', 'webp', 'text']);
export type FileType = z.infer<typeof fileTypeSchema>;

/** How many documents may be prepared for one queue. */
export const MAX_PREPARED = 30;

export const preparedDocumentSchema = z.strictObject({
  documentId: idSchema,
  name: wordsSchema,
  bytes: fileBytesSchema,
  sha256: sha256Schema,
  type: fileTypeSchema,
});
export type PreparedDocument = z.infer<typeof preparedDocumentSchema>;

export const assistPolicySchema = z.strictObject({
  /** The largest file that may go from one party to the other. */
  maxFileBytes: z.int().check(z.minimum(1000), z.maximum(200_000_000)),
  /** Whether customers may put files of theirs on the table. */
  customerFiles: z.boolean(),
  /** Whether the chat goes on the call's record. */
  recordChat: z.boolean(),
});
export type AssistPolicy = z.infer<typeof assistPolicySchema>;

export const libraryRequests = {
  /** The documents prepared for the queue of the agent's present call; their bytes are at `GET /library/:documentId`. */
  'library.list': {
    params: emptySchema,
    result: z.strictObject({ documents: z.array(preparedDocumentSchema).check(z.maxLength(MAX_PREPARED)) }),
  },
  /** What the settings allow both parties. */
  'assist.policy': { params: emptySchema, result: assistPolicySchema },
} as const;
