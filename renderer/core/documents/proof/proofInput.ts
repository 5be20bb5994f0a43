// What is to be proved of an agreed file, and what came of it. Types only.
import type { OpenDocument } from '../document.ts';
import type { DocumentResult } from '../documentProblem.ts';
import type { Annotation } from '../annotation.ts';
import type { Lettering } from '../marks/layText.ts';

export type ProofTools = {
  open: (bytes: Uint8Array) => Promise<DocumentResult<OpenDocument>>;
  createCanvas: () => HTMLCanvasElement;
  lettering: Lettering;
};

export type ProofInput = {
  /** The document as it lies on the table. */
  source: OpenDocument;
  /** The file that is to show the same. */
  result: Uint8Array;
  fields: Readonly<Record<string, string>>;
  annotations: ReadonlyMap<number, readonly Annotation[]>;
  /** Pages at the end that the document does not have: the agreement's. */
  addedPages: number;
  /** A page is being compared, from 1. */
  onPage?: (page: number) => void;
  /** What draws and opens; the browser's when left out. */
  tools?: ProofTools;
};

/**
 * `pagesDiffer`: number, size or form of pages; `textDiffers`: a text can be read in one and not in the other; `looksDifferent`: a place of
 * 32 × 32 pixels at 150 dpi does not look alike; `valueCutOff`: a field's value is longer than the field; `resultBroken`, `sourceBroken`: one of
 * the two cannot be shown.
 */
export type ProofProblem =
  'pagesDiffer' | 'textDiffers' | 'looksDifferent' | 'valueCutOff' | 'resultBroken' | 'sourceBroken';

/** `page`: the first that failed, where one page did. */
export type Proof = { ok: true } | { ok: false; problem: ProofProblem; page?: number };
