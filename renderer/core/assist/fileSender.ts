// Sends files to a side that asked for them, a piece of each in turn, so that a small one need not wait for a large one.
// Knows the channel; not which files there are.
import type { AssistLine } from './assistLine.ts';
import { writeChunk } from './fileChunk.ts';
import { FileWindow } from './fileWindow.ts';

type Delivery = {
  readonly fileId: string;
  readonly blob: Blob;
  sent: number;
  arrived: number;
  /** What was read of it ahead. */
  block: { from: number; bytes: Uint8Array } | undefined;
};

/** Waiting in the browser to be sent, at most: little enough that a change of link costs nothing. */
const HIGH_WATER_BYTES = 1_000_000;
const READ_BYTES = 1_000_000;
const CHUNK_BYTES = 32_000;
/** That take turns; others wait for one of them to be sent. Each of them has a block in memory. */
const MAX_IN_TURN = 8;

export class FileSender {
  readonly #line: AssistLine;
  #deliveries: Delivery[] = [];
  #window = new FileWindow();
  #pumping = false;

  constructor(line: AssistLine) {
    this.#line = line;
  }

  /** Sends `blob` from there on, also when it was being sent from elsewhere. */
  deliver(fileId: string, blob: Blob, from: number): void {
    this.stop(fileId);
    this.#deliveries.push({ fileId, blob, sent: from, arrived: from, block: undefined });
    void this.pump();
  }

  /** The other side has so much of it: more than was sent here, where a former link still brought some, which need not be sent again. */
  arrived(fileId: string, bytes: number): void {
    const delivery = this.#deliveries.find((each) => each.fileId === fileId);
    if (!delivery || bytes <= delivery.arrived || bytes > delivery.blob.size) return;
    this.#window.arrived(Math.min(bytes, delivery.sent) - delivery.arrived, performance.now());
    delivery.sent = Math.max(delivery.sent, bytes);
    delivery.arrived = bytes;
    if (bytes === delivery.blob.size) this.stop(fileId);
    void this.pump();
  }

  stop(fileId: string): void {
    const delivery = this.#deliveries.find((each) => each.fileId === fileId);
    if (!delivery) return;
    this.#deliveries = this.#deliveries.filter((each) => each !== delivery);
    this.#window.arrived(delivery.sent - delivery.arrived, performance.now());
  }

  /** Another link: the other side asks again for what it lacks. */
  reset(): void {
    this.#deliveries = [];
    this.#window = new FileWindow();
  }

  /** Sends what there is room for. */
  async pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#window.room > 0 && this.#line.bufferedBytes('files') < HIGH_WATER_BYTES) {
      const inTurn = this.#deliveries.filter(({ sent, blob }) => sent < blob.size).slice(0, MAX_IN_TURN);
      const [delivery] = inTurn;
      if (!delivery) break;
      const { sent } = delivery;
      const chunk = await chunkOf(delivery);
      // Meanwhile it was stopped, or is said to be there further on.
      if (!this.#deliveries.includes(delivery) || delivery.sent !== sent) continue;
      if (!this.#line.send('files', writeChunk(delivery.fileId, sent, chunk))) {
        // The link went away: the other side asks again over the next.
        this.stop(delivery.fileId);
        continue;
      }
      this.#window.sent(chunk.length, performance.now());
      delivery.sent += chunk.length;
      if (delivery.sent === delivery.blob.size) delivery.block = undefined;
      const others = this.#deliveries.filter((each) => !inTurn.includes(each));
      this.#deliveries = [...inTurn.slice(1), delivery, ...others];
    }
    this.#pumping = false;
  }
}

async function chunkOf(delivery: Delivery): Promise<Uint8Array> {
  const { blob, sent } = delivery;
  let { block } = delivery;
  if (!block || sent < block.from || sent >= block.from + block.bytes.length) {
    block = { from: sent, bytes: new Uint8Array(await blob.slice(sent, sent + READ_BYTES).arrayBuffer()) };
    delivery.block = block;
  }
  return block.bytes.subarray(sent - block.from, sent - block.from + CHUNK_BYTES);
}
