// Where somebody points: a message so small and so frequent that it is written in bytes. An unknown length, a surface that
// is not shown or a place far outside is passed over: the channel may lose, and nothing hangs on it.
import { SURFACE_UNITS } from './fields.ts';

export type Place = { readonly x: number; readonly y: number };
/** `surfaceKey`: see `surfaceKeyOf`. Without a place they have stopped. */
export type Pointed = { readonly surfaceKey: number; readonly at: Place | undefined };

const KEY_BYTES = 4;
const WHOLE_BYTES = 12;

/** 32 bits of a surface's id (FNV-1a): enough to tell those apart that one call shows. */
export function surfaceKeyOf(surface: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < surface.length; index += 1) {
    hash = Math.imul(hash ^ surface.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Key, and with a place x and y: unsigned and signed 32 bits, big-endian. */
export function writePointed({ surfaceKey, at }: Pointed): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(at ? WHOLE_BYTES : KEY_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, surfaceKey);
  if (at) {
    view.setInt32(KEY_BYTES, Math.round(at.x));
    view.setInt32(KEY_BYTES + 4, Math.round(at.y));
  }
  return bytes;
}

export function readPointed(bytes: Uint8Array): Pointed | undefined {
  if (bytes.length !== KEY_BYTES && bytes.length !== WHOLE_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const surfaceKey = view.getUint32(0);
  if (bytes.length === KEY_BYTES) return { surfaceKey, at: undefined };
  const at = { x: view.getInt32(KEY_BYTES), y: view.getInt32(KEY_BYTES + 4) };
  const isNear = [at.x, at.y].every((value) => value >= -SURFACE_UNITS && value <= 11 * SURFACE_UNITS);
  return isNear ? { surfaceKey, at } : undefined;
}
