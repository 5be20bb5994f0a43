// What the file of an agreement is called where it is kept.
import { m } from '../../paraglide/messages.js';

/** Marks that keep names of another direction apart in a sentence; in the name of a file they would be letters. */
const ISOLATES = /[\u2066-\u2069]/g;

/** After the document that was agreed to, whose ending no longer says what it is. */
export function agreedName(documentName: string): string {
  const name = documentName.replace(/\.[a-z0-9]{1,5}$/i, '');
  return m.agreementFileName({ name }).replace(ISOLATES, '');
}
