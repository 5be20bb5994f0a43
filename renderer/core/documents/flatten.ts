// Turns a document and all that was written on it into one PDF. Knows what goes in; how is `flatten/`, loaded when it is needed.
import type { DocumentResult } from './documentProblem.ts';
import type { FlattenInput } from './flatten/flattenInput.ts';

export type { Agreement, AgreementWords, FlattenInput } from './flatten/flattenInput.ts';

/**
 * A PDF that shows what the table shows – pages, values of fields, annotations – and the agreement as its last page. Nothing in it can be filled in or
 * runs, and nothing stands in it that was not seen. Problems: `pdfBroken` when the file cannot be written to, `passwordProtected`,
 * `pictureBroken`, `viewerUnavailable`, and those of the open document.
 */
export async function flattenDocument(input: FlattenInput): Promise<DocumentResult<Uint8Array>> {
  const { writeFlattened } = await import('./flatten/writeFlattened.ts');
  return writeFlattened(input);
}
