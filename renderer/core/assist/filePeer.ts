// Files to and from one other page: what it asks for is sent, what is asked of it is handed on. Knows its line; which files are here is said
// by who keeps them.
import { MAX_CHANNEL_BYTES, readTransferMessage, type TransferMessage } from '../../../signalling/protocol/assist.ts';
import { LOW_WATER_BYTES, type ChannelData } from '../peerLink/dataChannels.ts';
import type { AssistLine } from './assistLine.ts';
import { readChunk, type FileChunk } from './fileChunk.ts';
import { FileSender } from './fileSender.ts';
import { parsedJson } from './parsedJson.ts';
import type { SkippedFrames } from './skippedFrames.ts';

export type FilePeerEvents = {
  /** The file, if it is here. */
  heldBlob: (fileId: string) => Blob | undefined;
  onOpen: () => void;
  /** No link is open any more. */
  onGone: () => void;
  onChunk: (chunk: FileChunk) => void;
  /** The other page does not have what it was asked for. */
  onMissing: (fileId: string) => void;
  /** So much of a file of ours is there; before, it was so much. */
  onArrived: (before: number, bytes: number, blob: Blob) => void;
};

/** Answers about files that are not here, which wait until there is room: as many as one of our pages asks for at once. */
const MAX_ANSWERS = 200;

export class FilePeer {
  readonly #line: AssistLine;
  readonly #skipped: SkippedFrames;
  readonly #events: FilePeerEvents;
  readonly #sender: FileSender;
  /** Asked for while much waits to be sent, and not here; from where. */
  readonly #unanswered = new Map<string, number>();
  /** What was asked for last, from where, and over which link: it may be asked before that link is open for what is said here. */
  readonly #wanted = new Map<string, { readonly from: number; readonly link: object }>();
  readonly #arrived = new Map<string, number>();

  constructor(line: AssistLine, skipped: SkippedFrames, events: FilePeerEvents) {
    this.#line = line;
    this.#skipped = skipped;
    this.#events = events;
    this.#sender = new FileSender(line);
    line.serve('files', {
      onOpen: (link) => {
        this.reset();
        events.onOpen();
        this.#goOnOver(link);
      },
      onGone: () => events.onGone(),
      onMessage: (data, link) => this.#take(data, link),
      onRoom: () => {
        this.#answerLate();
        void this.#sender.pump();
      },
    });
  }

  get isOpen(): boolean {
    return this.#line.isOpen('files');
  }

  /** How much of a file of ours it has; undefined before it asked for it. */
  arrivedBytes(fileId: string): number | undefined {
    return this.#arrived.get(fileId);
  }

  tell(message: TransferMessage): void {
    this.#line.send('files', JSON.stringify(message));
  }

  /** Another link: what it lacks it asks for again. */
  reset(): void {
    this.#sender.reset();
    this.#unanswered.clear();
  }

  #take(data: ChannelData, link: object): void {
    if (data.length > MAX_CHANNEL_BYTES) return;
    if (typeof data !== 'string') {
      const chunk = readChunk(data);
      if (chunk) this.#events.onChunk(chunk);
      return;
    }
    const read = readTransferMessage(parsedJson(data));
    if (read?.message) this.#takeMessage(read.message, link);
    else if (read) this.#skipped.skip('files');
  }

  #takeMessage(message: TransferMessage, link: object): void {
    const { fileId } = message;
    switch (message.kind) {
      case 'fileWanted':
        this.#want(fileId, message.from, link);
        break;
      case 'fileReceived':
        this.#noteArrived(fileId, message.bytes);
        break;
      case 'fileRefused':
        this.#wanted.delete(fileId);
        this.#sender.stop(fileId);
        break;
      case 'fileMissing':
        this.#events.onMissing(fileId);
        break;
    }
  }

  #want(fileId: string, from: number, link: object): void {
    this.#wanted.delete(fileId);
    if (this.#wanted.size < MAX_ANSWERS) this.#wanted.set(fileId, { from, link });
    this.#deliver(fileId, from);
  }

  /** Asked for over it already; what was asked over another is asked again. */
  #goOnOver(opened: object): void {
    const asked = [...this.#wanted].filter(([, { link }]) => link === opened);
    this.#wanted.clear();
    for (const [fileId, { from, link }] of asked)
      this.#want(fileId, Math.max(from, this.#arrived.get(fileId) ?? 0), link);
  }

  #deliver(fileId: string, from: number): void {
    const blob = this.#events.heldBlob(fileId);
    if (!blob || from > blob.size) {
      if (this.isOpen && this.#line.bufferedBytes('files') <= LOW_WATER_BYTES) {
        this.#wanted.delete(fileId);
        this.tell({ kind: 'fileMissing', fileId });
      } else if (this.#unanswered.size < MAX_ANSWERS) this.#unanswered.set(fileId, from);
      return;
    }
    this.#arrived.set(fileId, from);
    this.#sender.deliver(fileId, blob, from);
  }

  /** Before more of a file is sent, which would fill the room again. A file that has come meanwhile is sent. */
  #answerLate(): void {
    const asked = [...this.#unanswered];
    this.#unanswered.clear();
    for (const [fileId, from] of asked) this.#deliver(fileId, from);
  }

  #noteArrived(fileId: string, bytes: number): void {
    const blob = this.#events.heldBlob(fileId);
    if (!blob) return;
    this.#sender.arrived(fileId, bytes);
    const before = this.#arrived.get(fileId) ?? 0;
    this.#arrived.set(fileId, bytes);
    if (bytes === blob.size) this.#wanted.delete(fileId);
    this.#events.onArrived(before, bytes, blob);
  }
}
