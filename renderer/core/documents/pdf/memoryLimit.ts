// Bounds what a hostile PDF can make a worker unfold. Knows the worker's own globals, nothing of PDF. Runs before pdf.js in its workers.

/** 256 MB: more than any picture we draw takes (60 MP), far less than what brings a tab down. */
const MAX_BYTES = 256 * 1024 * 1024;
const MAX_PICTURE_PIXELS = 60_000_000;

/** What the page is told, over the same port that pdf.js uses; pdf.js passes over messages that are not its own. */
export const MEMORY_REFUSED = 'visavisMemoryRefused';

/** Replaces the worker's constructors of buffers, its decompression and its picture decoder with bounded ones. */
export function limitMemory(): void {
  const refuse = (what: string): never => {
    globalThis.postMessage(MEMORY_REFUSED);
    throw new RangeError(`${what} would take more than ${MAX_BYTES} bytes.`);
  };
  for (const native of [
    ArrayBuffer,
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
  ]) {
    const unitBytes = 'BYTES_PER_ELEMENT' in native ? native.BYTES_PER_ELEMENT : 1;
    const bounded = new Proxy(native, {
      construct: (target, parameters: unknown[]): object => {
        const [length] = parameters;
        if (typeof length === 'number' && length * unitBytes > MAX_BYTES) refuse(native.name);
        return Reflect.construct(target, parameters) as object;
      },
    });
    Reflect.set(globalThis, native.name, bounded);
  }
  limitDecompression(refuse);
  limitPictures(refuse);
}

function limitDecompression(refuse: (what: string) => never): void {
  if (!('DecompressionStream' in globalThis)) return;
  const Native = DecompressionStream;
  const bounded = new Proxy(Native, {
    construct: (_target, [format]: [CompressionFormat]): object => {
      const native = new Native(format);
      let total = 0;
      const counted = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          total += chunk.byteLength;
          if (total > MAX_BYTES) refuse('A stream');
          controller.enqueue(chunk);
        },
      });
      return { writable: native.writable, readable: native.readable.pipeThrough(counted) };
    },
  });
  Reflect.set(globalThis, 'DecompressionStream', bounded);
}

/** A JPEG inside a PDF may be larger than the PDF says: its own header counts. */
function limitPictures(refuse: (what: string) => never): void {
  if (!('ImageDecoder' in globalThis)) return;
  const bounded = new Proxy(ImageDecoder, {
    construct: (target, parameters: [ImageDecoderInit]): object => {
      const { data } = parameters[0];
      if (ArrayBuffer.isView(data) && jpegPixels(data) > MAX_PICTURE_PIXELS) refuse('A picture');
      return Reflect.construct(target, parameters);
    },
  });
  Reflect.set(globalThis, 'ImageDecoder', bounded);
}

/** Width × height of the first frame header (ITU-T T.81, B.2.2); 0 when there is none. */
function jpegPixels(data: ArrayBufferView): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return 0;
    const marker = view.getUint8(at + 1);
    const isFrameHeader = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrameHeader) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return 0;
}
