// Files from one side to the other: whoever lacks one asks for it from where they are, over whichever link there is. A file
// is called by its SHA-256 and is here only once that has been checked. Nothing is taken that was not asked for.
import { MAX_LANE_BYTES, transferMessageSchema, type TransferMessage } from '../../../signalling/protocol/assist.ts';
import type { LaneData } from '../peerLink/dataLanes.ts';
import type { AssistLine } from './assistLine.ts';
import { fileIdOf, readChunk, writeChunk } from './fileChunk.ts';
import { parsedJson } from './parsedJson.ts';

/** `tooLarge`: more than the policy allows · `full`: as much as this page holds is here · `damaged`: not what it is called · `missing`: the other side has it no more. */
export type FileProblem = 'tooLarge' | 'full' | 'damaged' | 'missing';
export type FileState =
  | { name: 'absent' }
  | { name: 'fetching'; receivedBytes: number; bytes: number }
  | { name: 'here'; blob: Blob }
  | { name: 'failed'; problem: FileProblem };

type Fetch = { bytes: number; content: Uint8Array<ArrayBuffer>; received: number; told: number };
type Delivery = { blob: Blob; sent: number };

/** Waiting to be sent, at most: enough to fill a fast path, little enough that a change of link costs nothing. */
const HIGH_WATER_BYTES = 1_000_000;
const READ_BYTES = 256_000;
const CHUNK_BYTES = 32_000;
const TELL_EVERY_BYTES = 256_000;
/** All files of a call together; a phone has no more to give. */
const MAX_HELD_BYTES = 400_000_000;

export class FileExchange {
  readonly #line: AssistLine;
  readonly #listeners = new Set<() => void>();
  readonly #held = new Map<string, Blob>();
  readonly #fetches = new Map<string, Fetch>();
  readonly #failed = new Map<string, FileProblem>();
  readonly #deliveries = new Map<string, Delivery>();
  readonly #arrived = new Map<string, number>();
  #maxFileBytes: number;
  #heldBytes = 0;
  #pumping = false;

  constructor(line: AssistLine, maxFileBytes: number) {
    this.#line = line;
    this.#maxFileBytes = maxFileBytes;
    line.serve('files', {
      onOpen: () => this.#askAgain(),
      onMessage: (data) => this.#take(data),
      onRoom: () => void this.#pump(),
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
    const problem = bytes > this.#maxFileBytes ? 'tooLarge' : this.#heldBytes + bytes > MAX_HELD_BYTES ? 'full' : null;
    if (problem) {
      this.#fail(fileId, problem);
      return;
    }
    this.#failed.delete(fileId);
    this.#fetches.set(fileId, { bytes, content: new Uint8Array(bytes), received: 0, told: 0 });
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
    this.#deliveries.clear();
  }

  #hold(fileId: string, blob: Blob): boolean {
    if (this.#heldBytes + blob.size > MAX_HELD_BYTES) return false;
    this.#heldBytes += blob.size;
    this.#held.set(fileId, blob);
    return true;
  }

  /** Another link: what was on its way is asked for from where it got to, and also what the other side lacked before. */
  #askAgain(): void {
    this.#deliveries.clear();
    for (const [fileId, { received }] of this.#fetches) this.#tell({ kind: 'fileWanted', fileId, from: received });
  }

  #take(data: LaneData): void {
    if (data.length > MAX_LANE_BYTES) return;
    if (typeof data !== 'string') {
      const chunk = readChunk(data);
      if (chunk) this.#takeChunk(chunk.prefix, chunk.offset, chunk.content);
      return;
    }
    const message = transferMessageSchema.safeParse(parsedJson(data));
    if (message.success) this.#takeMessage(message.data);
  }

  #takeMessage(message: TransferMessage): void {
    const { fileId } = message;
    switch (message.kind) {
      case 'fileWanted':
        this.#deliver(fileId, message.from);
        break;
      case 'fileReceived':
        if (this.#held.has(fileId)) this.#arrived.set(fileId, message.bytes);
        this.#changed();
        break;
      case 'fileRefused':
        this.#deliveries.delete(fileId);
        break;
      case 'fileMissing':
        if (this.#fetches.delete(fileId)) this.#fail(fileId, 'missing');
        break;
    }
  }

  #deliver(fileId: string, from: number): void {
    const blob = this.#held.get(fileId);
    if (!blob || from > blob.size) {
      this.#tell({ kind: 'fileMissing', fileId });
      return;
    }
    this.#arrived.set(fileId, from);
    this.#deliveries.set(fileId, { blob, sent: from });
    void this.#pump();
  }

  /** One at a time; each file gets a share, so that a small one need not wait for a large one. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#deliveries.size > 0 && this.#line.bufferedBytes('files') < HIGH_WATER_BYTES) {
      const [fileId, delivery] = [...this.#deliveries][0] ?? [];
      if (fileId === undefined || !delivery) break;
      const block = await delivery.blob.slice(delivery.sent, delivery.sent + READ_BYTES).arrayBuffer();
      if (this.#deliveries.get(fileId) !== delivery) continue;
      this.#deliveries.delete(fileId);
      const sent = this.#sendBlock(fileId, delivery.sent, new Uint8Array(block));
      if (!sent) continue;
      delivery.sent += block.byteLength;
      if (delivery.sent < delivery.blob.size) this.#deliveries.set(fileId, delivery);
    }
    this.#pumping = false;
  }

  /** False when the link went away: the other side asks again over the next. */
  #sendBlock(fileId: string, offset: number, block: Uint8Array): boolean {
    for (let from = 0; from < block.length; from += CHUNK_BYTES) {
      const chunk = writeChunk(fileId, offset + from, block.subarray(from, from + CHUNK_BYTES));
      if (!this.#line.send('files', chunk)) return false;
    }
    return true;
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
    fetching.content.set(content, offset);
    fetching.received += content.length;
    if (fetching.received === fetching.bytes) {
      void this.#finish(fileId, fetching);
    } else if (fetching.received - fetching.told >= TELL_EVERY_BYTES) {
      fetching.told = fetching.received;
      this.#tell({ kind: 'fileReceived', fileId, bytes: fetching.received });
      // Nobody sees more than some steps a second; each costs a page's redrawing.
      this.#changed();
    }
  }

  async #finish(fileId: string, { content, bytes }: Fetch): Promise<void> {
    const isWhole = (await fileIdOf(content.buffer)) === fileId;
    if (!this.#fetches.delete(fileId)) return;
    if (!isWhole) this.#fail(fileId, 'damaged');
    else if (!this.#hold(fileId, new Blob([content]))) this.#fail(fileId, 'full');
    else this.#tell({ kind: 'fileReceived', fileId, bytes });
    this.#changed();
  }

  #fail(fileId: string, problem: FileProblem): void {
    this.#failed.set(fileId, problem);
    this.#changed();
  }

  #tell(message: TransferMessage): void {
    this.#line.send('files', JSON.stringify(message));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
