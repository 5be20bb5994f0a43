// What goes into a flattened document. Types only.
import type { OpenDocument } from '../document.ts';
import type { Annotation } from '../annotation.ts';
import type { Lettering } from '../marks/layText.ts';
import type { DocumentType } from '../sniffType.ts';
import type { PictureSource } from './pictureSource.ts';

/** Every word of the agreement's page, in the language of the call. */
export type AgreementWords = {
  heading: string;
  documentLabel: string;
  signedLabel: string;
  customerLabel: string;
  agentLabel: string;
  timeLabel: string;
  hashLabel: string;
  /** That this is no qualified electronic signature. */
  noSignature: string;
};

export type Agreement = {
  words: AgreementWords;
  /** What the customer ticked. */
  statement: string;
  /** What the customer typed. */
  signedName: string;
  customerName: string;
  agentName: string;
  documentName: string;
  /** ISO 8601 with the offset, and the same moment in words. */
  timeIso: string;
  timeWords: string;
  /** Hex, of the document as it was put on the table. */
  sha256: string;
};

export type FlattenInput = {
  bytes: Uint8Array;
  type: DocumentType;
  /** The same, as it is shown: it says where fields lie and what stands in those that nobody touched. */
  source: OpenDocument;
  /** By field name; see `FormField` for the values. */
  fields: Readonly<Record<string, string>>;
  /** By page, from 1. */
  annotations: ReadonlyMap<number, readonly Annotation[]>;
  agreement?: Agreement | undefined;
  /** What draws pictures of texts; the browser's canvas when left out. */
  pictures?: PictureSource;
  /** The fonts; fetched when left out. */
  lettering?: Lettering;
};
