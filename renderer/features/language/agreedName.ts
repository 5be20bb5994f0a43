// What the file of an agreement is called where it is kept.
import { m } from '../../paraglide/messages.js';

/** After the document that was agreed to, whose ending no longer says what it is. */
export function agreedName(documentName: string): string {
  return m.agreementFileName({ name: documentName.replace(/\.[a-z0-9]{1,5}$/i, '') });
}
