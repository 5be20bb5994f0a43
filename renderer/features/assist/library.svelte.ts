// Documents prepared for the queue of the agent's call: listed, fetched, and put on the table. What goes wrong is kept to be said.
import type { FileType, PreparedDocument } from '../../../signalling/protocol/index.ts';
import type { AgentFileProblem, AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { inWords } from '../language/index.ts';
import type { Table } from '../table/index.ts';

export type LibraryOptions = { client: Pick<SignallingClient, 'request'>; files: AgentFiles; table: Table };
export type LibraryProblem = { document: PreparedDocument; code: AgentFileProblem };

const ENDINGS: Readonly<Record<FileType, string>> = {
  pdf: '.pdf',
  jpeg: '.jpg',
  png: '.png',
  webp: '.webp',
  text: '.txt',
};

export class Library {
  readonly #options: LibraryOptions;
  #documents = $state.raw<readonly PreparedDocument[]>([]);
  #problem = $state.raw<LibraryProblem>();
  #fetching = $state.raw<PreparedDocument>();
  #isListed = false;

  constructor(options: LibraryOptions) {
    this.#options = options;
    void this.list();
  }

  get documents(): readonly PreparedDocument[] {
    return this.#documents;
  }

  get problem(): LibraryProblem | undefined {
    return this.#problem;
  }

  /** What is on its way from the server. */
  get fetching(): PreparedDocument | undefined {
    return this.#fetching;
  }

  dismissProblem(): void {
    this.#problem = undefined;
  }

  /** The list is the same for the whole call; asked for again only while it could not be had. */
  async list(): Promise<void> {
    if (this.#isListed) return;
    const answer = await this.#options.client.request('library.list', {});
    if (!answer.ok) return;
    this.#isListed = true;
    this.#documents = answer.value.documents;
  }

  /** Puts it on the table, or opens it where it lies there already. */
  async put(document: PreparedDocument): Promise<void> {
    const { files, table } = this.#options;
    this.#problem = undefined;
    const lying = table.documents.find(({ card, state }) => card.fileId === document.sha256 && state.name === 'here');
    if (lying) {
      table.show(document.sha256);
      return;
    }
    this.#fetching = document;
    const answer = await files.readDocument(document.documentId, document.sha256);
    this.#fetching = undefined;
    if (answer.ok) await table.put([new File([answer.value], fileNameOf(document))], 'library');
    else this.#problem = { document, code: answer.code };
  }
}

/** In the agent's language, with the ending that people and programs know the type by. */
export function fileNameOf({ name, type }: Pick<PreparedDocument, 'name' | 'type'>): string {
  const words = inWords(name);
  return words.toLowerCase().endsWith(ENDINGS[type]) ? words : words + ENDINGS[type];
}
