// How a file is fetched: whoever lacks it asks for it from where they are, and says how far they have got.
import * as z from 'zod/mini';
import { fileIdSchema } from './fields.ts';
import { readKind } from './readKind.ts';
import { MAX_FILE_BYTES } from './table.ts';

const offset = z.int().check(z.minimum(0), z.maximum(MAX_FILE_BYTES));

/** Sent on the channel 'files', which also carries the chunks themselves. */
const transferMessageSchema = z.discriminatedUnion('kind', [
  /** Send it to me from here on. Asking again, as over a new link, starts anew from there. */
  z.strictObject({ kind: z.literal('fileWanted'), fileId: fileIdSchema, from: offset }),
  /** So much of it has arrived. */
  z.strictObject({ kind: z.literal('fileReceived'), fileId: fileIdSchema, bytes: offset }),
  /** Do not send any more of it. */
  z.strictObject({ kind: z.literal('fileRefused'), fileId: fileIdSchema }),
  /** I do not have it (any more). */
  z.strictObject({ kind: z.literal('fileMissing'), fileId: fileIdSchema }),
]);
export type TransferMessage = z.infer<typeof transferMessageSchema>;

/** Undefined for nonsense; a kind of a later release where there is no message. */
export function readTransferMessage(json: unknown): { readonly message?: TransferMessage } | undefined {
  return readKind(transferMessageSchema, json);
}
