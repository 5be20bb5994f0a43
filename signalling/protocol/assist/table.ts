// Documents on the table: what lies there, how it is seen, what is filled in, and what was agreed to.
import * as z from 'zod/mini';
import { epochMsSchema } from '../fields.ts';
import { partySchema } from '../session.ts';
import { coordinateSchema, fileIdSchema, someText } from './fields.ts';

/** No limit of a policy is higher than this, in bytes. */
export const MAX_FILE_BYTES = 200_000_000;
export const documentTypeSchema = z.enum(['pdf', 'jpeg', 'png', 'webp', 'text']);
export type DocumentType = z.infer<typeof documentTypeSchema>;

export const documentCardSchema = z.strictObject({
  fileId: fileIdSchema,
  name: someText(120),
  type: documentTypeSchema,
  bytes: z.int().check(z.minimum(1), z.maximum(MAX_FILE_BYTES)),
  by: partySchema,
  addedAtMs: epochMsSchema,
  /** `still`: a photo taken with consent; `frozen`: a picture of the call held still; `agreed`: the outcome of an agreement. */
  origin: z.enum(['file', 'library', 'still', 'frozen', 'agreed']),
});
export type DocumentCard = z.infer<typeof documentCardSchema>;

const pageNumber = z.int().check(z.minimum(1), z.maximum(99_999));

/** What lies open and how it is seen. `cx`, `cy`: the middle of what is seen. */
export const tableViewSchema = z.strictObject({
  fileId: fileIdSchema,
  page: pageNumber,
  /** 100: the whole page fits. */
  zoomPercent: z.int().check(z.minimum(100), z.maximum(600)),
  cx: coordinateSchema,
  cy: coordinateSchema,
});
export type TableView = z.infer<typeof tableViewSchema>;

/** Where a person looks who looks around alone. */
export const viewportSchema = z.strictObject({ following: z.boolean(), fileId: fileIdSchema, page: pageNumber });
export type Viewport = z.infer<typeof viewportSchema>;

/** What stands in a form's field. */
export const fieldValueSchema = z.strictObject({
  fileId: fileIdSchema,
  name: someText(200),
  /** For check boxes the export value, or nothing; for lists the values chosen, one a line. */
  value: z.string().check(z.maxLength(4000)),
});
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** Somebody types in a field: the other waits for their turn. */
export const fieldTurnSchema = z.strictObject({ by: partySchema, fileId: fileIdSchema, name: someText(200) });
export type FieldTurn = z.infer<typeof fieldTurnSchema>;

/** The agent asks the customer to agree to a statement about a document. */
export const agreementSchema = z.strictObject({
  fileId: fileIdSchema,
  statement: someText(1000),
  askedAtMs: epochMsSchema,
  state: z.enum(['asked', 'agreed', 'declined', 'withdrawn']),
  signedName: z.optional(someText(120)),
  decidedAtMs: z.optional(epochMsSchema),
  /** The document that holds it all, once it is made. */
  resultFileId: z.optional(fileIdSchema),
});
export type Agreement = z.infer<typeof agreementSchema>;
