// A socket that nobody reads: whatever is sent there costs its sender what it costs, and us nothing.
import { createSocket } from 'node:dgram';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

export type BlackHole = { readonly port: number; close(): Promise<unknown> };

export async function openBlackHole(): Promise<BlackHole> {
  const thread = new Worker(new URL(import.meta.url));
  const port = await new Promise<number>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  return { port, close: () => thread.terminate() };
}

if (!isMainThread) {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1', () => {
    parentPort?.postMessage(socket.address().port);
    // From here on this thread stands still, and nothing is read.
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 50);
  });
}
