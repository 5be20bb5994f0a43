// Opens the one document that lies open, as soon as its file is here, and closes the one before.
import type { DocumentCard } from '../../../signalling/protocol/assist.ts';
import type { FileExchange } from '../../core/assist/fileExchange.ts';
import type { OpenDocument } from '../../core/documents/document.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { openDocument, preparePdf } from '../../core/documents/openDocument.ts';

type Opened = { fileId: string; sheet?: OpenDocument; problem?: DocumentProblem };

export class SheetOpener {
  readonly #files: FileExchange;
  #opened = $state.raw<Opened>();

  constructor(files: FileExchange) {
    this.#files = files;
  }

  sheetOf(fileId: string): OpenDocument | undefined {
    return this.#opened?.fileId === fileId ? this.#opened.sheet : undefined;
  }

  problemOf(fileId: string): DocumentProblem | undefined {
    return this.#opened?.fileId === fileId ? this.#opened.problem : undefined;
  }

  /** Safe to call on every change: what is open, or being opened, stays. */
  want(card: DocumentCard | undefined): void {
    if (this.#opened?.fileId === card?.fileId) return;
    const state = card && this.#files.stateOf(card.fileId);
    this.close();
    if (card && state?.name === 'here') void this.#open(card, state.blob);
    else if (card?.type === 'pdf') void preparePdf();
  }

  close(): void {
    this.#opened?.sheet?.close();
    this.#opened = undefined;
  }

  async #open({ fileId, type }: DocumentCard, blob: Blob): Promise<void> {
    const opening: Opened = { fileId };
    this.#opened = opening;
    const result = await openDocument(new Uint8Array(await blob.arrayBuffer()), type);
    if (this.#opened !== opening) {
      if (result.ok) result.value.close();
      return;
    }
    this.#opened = result.ok ? { fileId, sheet: result.value } : { fileId, problem: result.problem };
  }
}
