// @vitest-environment node
// The bounds of a PDF's workers, in a worker: what is refused, and that the page is told.
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

/** Runs `code` in a thread with the bounds set, and gives what the page would hear, then the result. */
async function inWorker(code: string): Promise<{ heard: unknown[]; result: string }> {
  const module = new URL('./memoryLimit.ts', import.meta.url).href;
  const script = `
    import { parentPort } from 'node:worker_threads';
    const { limitMemory } = await import(${JSON.stringify(module)});
    globalThis.postMessage = (message) => parentPort.postMessage(message);
    globalThis.ImageDecoder = class { constructor(init) { this.data = init.data; } };
    limitMemory();
    let result;
    try { result = String(await (async () => { ${code} })()); } catch (error) { result = error.name; }
    parentPort.postMessage({ result });`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`));
  const heard: unknown[] = [];
  try {
    return await new Promise((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', (message: unknown) => {
        if (typeof message === 'object' && message !== null && 'result' in message)
          resolve({ heard, result: String(message.result) });
        else heard.push(message);
      });
    });
  } finally {
    await worker.terminate();
  }
}

test('[DOC-6] a buffer of more than 256 MB is refused, and the page is told', async () => {
  const megabytes = (count: number): string => `${count} * 1024 * 1024`;
  expect(await inWorker(`return new Uint8Array(${megabytes(257)}).length`)).toEqual({
    heard: ['visavisMemoryRefused'],
    result: 'RangeError',
  });
  expect((await inWorker(`return new Float64Array(${megabytes(33)}).length`)).result).toBe('RangeError');
  expect((await inWorker(`return new ArrayBuffer(${megabytes(300)}).byteLength`)).result).toBe('RangeError');
});

test('[DOC-6] ordinary buffers are what they were', async () => {
  const code = `
    const bytes = new Uint8Array(4);
    const view = new Uint8Array(bytes.buffer, 1, 2);
    return [bytes instanceof Uint8Array, view.length, Uint8Array.from([1, 2]).length, structuredClone(bytes) instanceof Uint8Array];`;
  expect(await inWorker(code)).toEqual({ heard: [], result: 'true,2,2,true' });
});

test('[DOC-6] a stream is unpacked up to the bound and no further', async () => {
  const unpack = (megabytes: number): string => `
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(new (Object.getPrototypeOf(Buffer.prototype).constructor)(${megabytes} * 1024 * 1024));
    const stream = new DecompressionStream('deflate');
    const writer = stream.writable.getWriter();
    writer.write(packed).catch(() => {});
    writer.close().catch(() => {});
    let total = 0;
    for await (const chunk of stream.readable) total += chunk.byteLength;
    return total / 1024 / 1024;`;
  expect(await inWorker(unpack(8))).toEqual({ heard: [], result: '8' });
  expect(await inWorker(unpack(260))).toEqual({ heard: ['visavisMemoryRefused'], result: 'RangeError' });
});

test('[DOC-6] a JPEG that is larger than its PDF says is not decoded', async () => {
  const jpeg = (width: number, height: number): string =>
    `new ImageDecoder({ data: Uint8Array.from([255, 216, 255, 224, 0, 4, 0, 0, 255, 192, 0, 11, 8,
      ${height >> 8}, ${height & 255}, ${width >> 8}, ${width & 255}, 1, 1, 17, 0]) }); return 'decoded';`;
  expect((await inWorker(jpeg(4_000, 3_000))).result).toBe('decoded');
  expect(await inWorker(jpeg(60_000, 60_000))).toEqual({ heard: ['visavisMemoryRefused'], result: 'RangeError' });
});
