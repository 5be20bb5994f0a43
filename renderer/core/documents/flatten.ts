// Turns a document and all that was written on it into one PDF. Knows what goes in; how is `flatten/`, loaded when it is needed.
import type { DocumentResult } from './documentProblem.ts';
import type { FlattenInput } from './flatten/flattenInput.ts';

export type { Agreement, AgreementWords, FlattenInput } from './flatten/flattenInput.ts';

/**
 * A PDF with the values of its form fields as plain text, the ink on its pages and the agreement as its last page; nothing in it can be filled
 * in or runs. Pictures and texts become pages first. Problems: `pdfBroken` when the file cannot be written to, `passwordProtected`,
 * `pictureBroken`, `viewerUnavailable`.
 */
export async function flattenDocument(input: FlattenInput): Promise<DocumentResult<Uint8Array>> {
  const { writeFlattened } = await import('./flatten/writeFlattened.ts');
  return writeFlattened(input);
}
