// The width and height a picture's header gives. Reads nothing but the header, and never beyond the bytes. Pure.
import { textAt, type PictureType } from './fileType.ts';

export type PictureSize = { readonly width: number; readonly height: number };

/** Null where the header is broken or says that there is nothing to see. */
export function pictureSizeOf(bytes: Uint8Array, type: PictureType): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: PictureSize | null;
  try {
    size = SIZES[type](view, bytes);
  } catch (cause) {
    // The header goes on beyond the end of the bytes.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
  return size !== null && size.width > 0 && size.height > 0 ? size : null;
}

const SIZES: Record<PictureType, (view: DataView, bytes: Uint8Array) => PictureSize | null> = {
  // PNG (W3C), 11.2.2: IHDR comes first.
  png: (view, bytes) => (textAt(bytes, 12, 'IHDR') ? { width: view.getUint32(16), height: view.getUint32(20) } : null),
  jpeg: jpegSize,
  webp: webpSize,
};

/** ITU-T T.81, B.1.1: segments one after the other; SOF0–SOF15 carry the size, except DHT, JPG and DAC among them. */
function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Any number of 0xFF may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return null;
    at += 2 + length;
  }
}

/** RFC 9649: simple lossy, simple lossless, extended. */
function webpSize(view: DataView, bytes: Uint8Array): PictureSize | null {
  if (textAt(bytes, 12, 'VP8 ')) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (textAt(bytes, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (!textAt(bytes, 12, 'VP8X')) return null;
  const uint24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  return { width: uint24(24) + 1, height: uint24(27) + 1 };
}
