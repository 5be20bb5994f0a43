// Files among the pages of a call: whoever lacks one asks somebody who has it, from where they are, and goes on with another when that one
// leaves. A file is called by its SHA-256 and is here only once that has been checked. Nothing is taken that was not asked for.
import type { AssistLine } from './assistLine.ts';
import { fileIdOf, type FileChunk } from './fileChunk.ts';
import { FilePeer } from './filePeer.ts';
import type { SkippedFrames } from './skippedFrames.ts';

/** `tooLarge`: more than the policy allows · `full`: as much as this page holds is here · `damaged`: not what it is called · `missing`: the others do not have it any more. */
export type FileProblem = 'tooLarge' | 'full' | 'damaged' | 'missing';
export type FileState =
  | { name: 'absent' }
  | { name: 'fetching'; receivedBytes: number; bytes: number }
  | { name: 'here'; blob: Blob }
  | { name: 'failed'; problem: FileProblem };

type Fetch = {
  readonly bytes: number;
  /** Room is made when the first piece is there: what a file is only said to have costs nothing. */
  content: Uint8Array<ArrayBuffer> | undefined;
  received: number;
  /** Who is asked now. */
  source: FilePeer | undefined;
  /** Whose pieces are in it. */
  readonly sources: Set<FilePeer>;
  /** Who does not have it, or sent something else. */
  readonly passed: Set<FilePeer>;
  rounds: number;
};

/** Nobody sees more than some steps a second; each costs a page's redrawing. */
const STEP_BYTES = 256_000;
/** All files of a call together; a phone has no more to give. */
const MAX_HELD_BYTES = 400_000_000;
/** Nobody lays so many on a table; they are said by the other side, and each costs a little. */
const MAX_FILES = 1000;
const MAX_FETCHES = 200;
/** Who does not have a file may be getting it: of several, they are asked again. */
const ASK_AGAIN_MS = 1_000;
const MAX_ROUNDS = 30;

export class FileExchange {
  readonly #listeners = new Set<() => void>();
  readonly #held = new Map<string, Blob>();
  readonly #fetches = new Map<string, Fetch>();
  readonly #failed = new Map<string, FileProblem>();
  #peers: readonly FilePeer[] = [];
  #maxFileBytes: number;
  #heldBytes = 0;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(maxFileBytes: number) {
    this.#maxFileBytes = maxFileBytes;
  }

  get maxFileBytes(): number {
    return this.#maxFileBytes;
  }

  /** What the policy allows, once it is known. What is here already stays. */
  limitTo(maxFileBytes: number): void {
    this.#maxFileBytes = maxFileBytes;
    this.#changed();
  }

  /** With another page from now on. MUST be called before its line is attached to a link. */
  join(line: AssistLine, skipped: SkippedFrames): void {
    const peer: FilePeer = new FilePeer(line, skipped, {
      heldBlob: (fileId) => this.#held.get(fileId),
      onOpen: () => this.#askAllOf(peer),
      onGone: () => this.#goOnWithout(peer),
      onChunk: (chunk) => this.#takeChunk(chunk, peer),
      onMissing: (fileId) => this.#pass(fileId, peer, 'missing'),
      onArrived: (before, bytes, blob) => {
        if (bytes === blob.size || isNextStep(before, bytes)) this.#changed();
      },
    });
    this.#peers = [...this.#peers, peer];
  }

  /** Makes a file of this side available to the others. */
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
    const nobody = { source: undefined, sources: new Set<FilePeer>(), passed: new Set<FilePeer>(), rounds: 0 };
    const fetch: Fetch = { bytes, content: undefined, received: 0, ...nobody };
    this.#fetches.set(fileId, fetch);
    this.#askNext(fileId, fetch, 'missing');
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

  /** How much of a file of ours they have, in bytes: of those who asked for it, the one who has least; undefined before anybody did. */
  arrivedBytes(fileId: string): number | undefined {
    const arrivedAt = (peers: readonly FilePeer[]): number[] =>
      peers.flatMap((peer) => peer.arrivedBytes(fileId) ?? []);
    const here = arrivedAt(this.#open);
    const arrived = here.length > 0 ? here : arrivedAt(this.#peers);
    return arrived.length > 0 ? Math.min(...arrived) : undefined;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    clearTimeout(this.#again);
    this.#listeners.clear();
    this.#held.clear();
    this.#fetches.clear();
    for (const peer of this.#peers) peer.reset();
  }

  get #open(): readonly FilePeer[] {
    return this.#peers.filter(({ isOpen }) => isOpen);
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

  /** A link to it is open (anew): what it was asked for, and what nobody can be asked for, it is asked for from where it is. */
  #askAllOf(peer: FilePeer): void {
    for (const [fileId, fetch] of this.#fetches) {
      fetch.passed.delete(peer);
      if (fetch.source === undefined || fetch.source === peer) this.#ask(fileId, fetch, peer);
    }
  }

  #goOnWithout(peer: FilePeer): void {
    for (const [fileId, fetch] of this.#fetches) {
      if (fetch.source !== peer) continue;
      fetch.source = undefined;
      this.#askNext(fileId, fetch, 'missing');
    }
  }

  #ask(fileId: string, fetch: Fetch, peer: FilePeer): void {
    fetch.source = peer;
    peer.tell({ kind: 'fileWanted', fileId, from: fetch.received });
  }

  /** Of who is asked: it is not to be had there. */
  #pass(fileId: string, peer: FilePeer, problem: FileProblem): void {
    const fetch = this.#fetches.get(fileId);
    if (fetch?.source !== peer) return;
    fetch.source = undefined;
    fetch.passed.add(peer);
    this.#askNext(fileId, fetch, problem);
  }

  #askNext(fileId: string, fetch: Fetch, problem: FileProblem): void {
    const open = this.#open;
    const next = open.find((peer) => !fetch.passed.has(peer));
    if (next) this.#ask(fileId, fetch, next);
    // Nobody is there: whoever comes is asked.
    else if (open.length === 0) return;
    else if (open.length > 1 && fetch.rounds < MAX_ROUNDS)
      this.#again ??= setTimeout(() => this.#askAgain(), ASK_AGAIN_MS);
    else {
      this.#fetches.delete(fileId);
      this.#fail(fileId, problem);
    }
  }

  #askAgain(): void {
    this.#again = undefined;
    for (const [fileId, fetch] of this.#fetches) {
      if (fetch.source !== undefined) continue;
      fetch.rounds += 1;
      fetch.passed.clear();
      this.#askNext(fileId, fetch, 'missing');
    }
  }

  /** Chunks come in order over one link. What a former link still brings is cut differently: of each, what is not here yet is taken. */
  #takeChunk({ prefix, offset: begin, content: all }: FileChunk, peer: FilePeer): void {
    const [fileId, fetching] = [...this.#fetches].find(([id]) => id.startsWith(prefix)) ?? [];
    if (fileId === undefined || fetching?.source !== peer) return;
    const offset = fetching.received;
    if (begin > offset) return;
    // Here already, by a former link. Who is not told so would wait before sending more.
    if (begin + all.length <= offset) {
      peer.tell({ kind: 'fileReceived', fileId, bytes: offset });
      return;
    }
    const content = all.subarray(offset - begin);
    fetching.sources.add(peer);
    if (offset + content.length > fetching.bytes) {
      peer.tell({ kind: 'fileRefused', fileId });
      this.#damaged(fileId, fetching, peer);
      return;
    }
    const whole = (fetching.content ??= new Uint8Array(fetching.bytes));
    whole.set(content, offset);
    fetching.received += content.length;
    if (fetching.received === fetching.bytes) {
      void this.#finish(fileId, fetching, whole);
      return;
    }
    peer.tell({ kind: 'fileReceived', fileId, bytes: fetching.received });
    if (isNextStep(offset, fetching.received)) this.#changed();
  }

  async #finish(fileId: string, fetch: Fetch, content: Uint8Array<ArrayBuffer>): Promise<void> {
    const isWhole = (await fileIdOf(content.buffer)) === fileId;
    const { source } = fetch;
    if (this.#fetches.get(fileId) !== fetch) return;
    if (!isWhole) {
      this.#damaged(fileId, fetch, source);
      return;
    }
    this.#fetches.delete(fileId);
    if (!this.#hold(fileId, new Blob([content]))) this.#fail(fileId, 'full');
    else source?.tell({ kind: 'fileReceived', fileId, bytes: content.length });
    this.#changed();
  }

  /** Whose pieces were right is not known: they are asked for anew, of one alone. */
  #damaged(fileId: string, fetch: Fetch, source: FilePeer | undefined): void {
    const isOfOne = fetch.sources.size === 1;
    fetch.received = 0;
    fetch.sources.clear();
    fetch.rounds = MAX_ROUNDS;
    if (source && isOfOne) fetch.passed.add(source);
    fetch.source = undefined;
    this.#askNext(fileId, fetch, 'damaged');
    this.#changed();
  }

  #fail(fileId: string, problem: FileProblem): void {
    this.#failed.delete(fileId);
    this.#failed.set(fileId, problem);
    const [oldest] = this.#failed.keys();
    if (oldest !== undefined && this.#failed.size > MAX_FILES) this.#failed.delete(oldest);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isNextStep(before: number, now: number): boolean {
  return Math.floor(before / STEP_BYTES) !== Math.floor(now / STEP_BYTES);
}
