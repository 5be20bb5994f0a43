// Files from one side to the other: whoever lacks one asks for it from where they are, over whichever link there is. A file
// is called by its SHA-256 and is here only once that has been checked. Nothing is taken that was not asked for.
import { MAX_CHANNEL_BYTES, readTransferMessage, type TransferMessage } from '../../../signalling/protocol/assist.ts';
import { LOW_WATER_BYTES, type ChannelData } from '../peerLink/dataChannels.ts';
import type { AssistLine } from './assistLine.ts';
import { fileIdOf, readChunk } from './fileChunk.ts';
import { FileSender } from './fileSender.ts';
import { parsedJson } from './parsedJson.ts';
import type { SkippedFrames } from './skippedFrames.ts';

/** `tooLarge`: more than the policy allows · `full`: as much as this page holds is here · `damaged`: not what it is called · `missing`: the other side has it no more. */
export type FileProblem = 'tooLarge' | 'full' | 'damaged' | 'missing';
export type FileState =
  | { name: 'absent' }
  | { name: 'fetching'; receivedBytes: number; bytes: number }
  | { name: 'here'; blob: Blob }
  | { name: 'failed'; problem: FileProblem };

/** Room is made when the first piece is there: what a file is only said to have costs nothing. */
type Fetch = { bytes: number; content: Uint8Array<ArrayBuffer> | undefined; received: number };

/** Nobody sees more than some steps a second; each costs a page's redrawing. */
const STEP_BYTES = 256_000;
/** All files of a call together; a phone has no more to give. */
const MAX_HELD_BYTES = 400_000_000;
/** Nobody lays so many on a table; they are said by the other side, and each costs a little. */
const MAX_FILES = 1000;
const MAX_FETCHES = 200;
/** Answers about files that are not here, which wait until there is room: as many as one of our pages asks for at once. */
const MAX_ANSWERS = MAX_FETCHES;

export class FileExchange {
  readonly #line: AssistLine;
  readonly #skipped: SkippedFrames;
  readonly #listeners = new Set<() => void>();
  readonly #held = new Map<string, Blob>();
  readonly #fetches = new Map<string, Fetch>();
  readonly #failed = new Map<string, FileProblem>();
  /** Asked for while much waits to be sent, and not here; from where. */
  readonly #unanswered = new Map<string, number>();
  readonly #sender: FileSender;
  readonly #arrived = new Map<string, number>();
  #maxFileBytes: number;
  #heldBytes = 0;

  constructor(line: AssistLine, maxFileBytes: number, skipped: SkippedFrames) {
    this.#line = line;
    this.#skipped = skipped;
    this.#sender = new FileSender(line);
    this.#maxFileBytes = maxFileBytes;
    line.serve('files', {
      onOpen: () => this.#askAgain(),
      onMessage: (data) => this.#take(data),
      onRoom: () => {
        this.#answerLate();
        void this.#sender.pump();
      },
    });
  }

  get maxFileBytes(): number {
    return this.#maxFileBytes;
  }

  /** What the policy allows, once it is known. What is here already stays. */
  limitTo(maxFileBytes: number): void {
    this.#maxFileBytes = maxFileBytes;
    this.#changed();
  }

  /** Makes a file of this side available to the other. */
  async add(blob: Blob): Promise<{ ok: true; fileId: string } | { ok: false; problem: FileProblem }> {
    if (blob.size > this.#maxFileBytes) return { ok: false, problem: 'tooLarge' };
    const fileId = await fileIdOf(await blob.arrayBuffer());
    if (!this.#held.has(fileId) && !this.#hold(fileId, blob)) return { ok: false, problem: 'full' };
    this.#changed();
    return { ok: true, fileId };
  }

  /** Begins to get a file, unless it is here or on its way. `bytes` is what it is said to have. */
  fetch(fileId: string, bytes: number): void {
    if (this.#held.has(fileId) || this.#fetches.has(fileId)) return;
    const problem = bytes > this.#maxFileBytes ? 'tooLarge' : this.#hasRoomToFetch(bytes) ? null : 'full';
    if (problem) {
      this.#fail(fileId, problem);
      return;
    }
    this.#failed.delete(fileId);
    this.#fetches.set(fileId, { bytes, content: undefined, received: 0 });
    this.#tell({ kind: 'fileWanted', fileId, from: 0 });
    this.#changed();
  }

  stateOf(fileId: string): FileState {
    const blob = this.#held.get(fileId);
    if (blob) return { name: 'here', blob };
    const fetching = this.#fetches.get(fileId);
    if (fetching) return { name: 'fetching', receivedBytes: fetching.received, bytes: fetching.bytes };
    const problem = this.#failed.get(fileId);
    return problem ? { name: 'failed', problem } : { name: 'absent' };
  }

  /** How much of a file of ours the other side has, in bytes; undefined before they asked for it. */
  arrivedBytes(fileId: string): number | undefined {
    return this.#arrived.get(fileId);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#held.clear();
    this.#fetches.clear();
    this.#unanswered.clear();
    this.#sender.reset();
  }

  /** What is on its way counts as if it were here. */
  #hasRoomToFetch(bytes: number): boolean {
    let promisedBytes = this.#heldBytes + bytes;
    for (const fetching of this.#fetches.values()) promisedBytes += fetching.bytes;
    return promisedBytes <= MAX_HELD_BYTES && this.#fetches.size < MAX_FETCHES;
  }

  #hold(fileId: string, blob: Blob): boolean {
    if (this.#heldBytes + blob.size > MAX_HELD_BYTES || this.#held.size >= MAX_FILES) return false;
    this.#heldBytes += blob.size;
    this.#held.set(fileId, blob);
    return true;
  }

  /** Another link: what was on its way is asked for from where it got to, and also what the other side lacked before. */
  #askAgain(): void {
    this.#sender.reset();
    this.#unanswered.clear();
    for (const [fileId, { received }] of this.#fetches) this.#tell({ kind: 'fileWanted', fileId, from: received });
  }

  #take(data: ChannelData): void {
    if (data.length > MAX_CHANNEL_BYTES) return;
    if (typeof data !== 'string') {
      const chunk = readChunk(data);
      if (chunk) this.#takeChunk(chunk.prefix, chunk.offset, chunk.content);
      return;
    }
    const read = readTransferMessage(parsedJson(data));
    if (read?.message) this.#takeMessage(read.message);
    else if (read) this.#skipped.skip('files');
  }

  #takeMessage(message: TransferMessage): void {
    const { fileId } = message;
    switch (message.kind) {
      case 'fileWanted':
        this.#deliver(fileId, message.from);
        break;
      case 'fileReceived':
        this.#noteArrived(fileId, message.bytes);
        break;
      case 'fileRefused':
        this.#sender.stop(fileId);
        break;
      case 'fileMissing':
        if (this.#fetches.delete(fileId)) this.#fail(fileId, 'missing');
        break;
    }
  }

  #deliver(fileId: string, from: number): void {
    const blob = this.#held.get(fileId);
    if (!blob || from > blob.size) {
      if (this.#line.bufferedBytes('files') <= LOW_WATER_BYTES) this.#tell({ kind: 'fileMissing', fileId });
      else if (this.#unanswered.size < MAX_ANSWERS) this.#unanswered.set(fileId, from);
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
    const blob = this.#held.get(fileId);
    if (!blob) return;
    this.#sender.arrived(fileId, bytes);
    const before = this.#arrived.get(fileId) ?? 0;
    this.#arrived.set(fileId, bytes);
    if (bytes === blob.size || isNextStep(before, bytes)) this.#changed();
  }

  /** Chunks come in order over one link; what a former link still brings is ignored unless it is what comes next. */
  #takeChunk(prefix: string, offset: number, content: Uint8Array): void {
    const [fileId, fetching] = [...this.#fetches].find(([id]) => id.startsWith(prefix)) ?? [];
    if (fileId === undefined || !fetching || offset !== fetching.received) return;
    if (offset + content.length > fetching.bytes) {
      this.#fetches.delete(fileId);
      this.#tell({ kind: 'fileRefused', fileId });
      this.#fail(fileId, 'damaged');
      return;
    }
    const whole = (fetching.content ??= new Uint8Array(fetching.bytes));
    whole.set(content, offset);
    fetching.received += content.length;
    if (fetching.received === fetching.bytes) {
      void this.#finish(fileId, whole);
      return;
    }
    this.#tell({ kind: 'fileReceived', fileId, bytes: fetching.received });
    if (isNextStep(offset, fetching.received)) this.#changed();
  }

  async #finish(fileId: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const isWhole = (await fileIdOf(content.buffer)) === fileId;
    if (!this.#fetches.delete(fileId)) return;
    if (!isWhole) this.#fail(fileId, 'damaged');
    else if (!this.#hold(fileId, new Blob([content]))) this.#fail(fileId, 'full');
    else this.#tell({ kind: 'fileReceived', fileId, bytes: content.length });
    this.#changed();
  }

  #fail(fileId: string, problem: FileProblem): void {
    this.#failed.delete(fileId);
    this.#failed.set(fileId, problem);
    const [oldest] = this.#failed.keys();
    if (oldest !== undefined && this.#failed.size > MAX_FILES) this.#failed.delete(oldest);
    this.#changed();
  }

  #tell(message: TransferMessage): void {
    this.#line.send('files', JSON.stringify(message));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isNextStep(before: number, now: number): boolean {
  return Math.floor(before / STEP_BYTES) !== Math.floor(now / STEP_BYTES);
}
