// A piece of a file on its channel: eight bytes of the file's id, where it belongs, and the content.
import { hexOf } from '../bytes/hexOf.ts';

const PREFIX_BYTES = 8;
const HEADER_BYTES = PREFIX_BYTES + 4;

export type FileChunk = { prefix: string; offset: number; content: Uint8Array };

/** A file's id: its SHA-256 in hexadecimal. */
export async function fileIdOf(content: ArrayBuffer): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', content)));
}

export function writeChunk(fileId: string, offset: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(HEADER_BYTES + content.length);
  for (let index = 0; index < PREFIX_BYTES; index += 1) {
    chunk[index] = Number.parseInt(fileId.slice(2 * index, 2 * index + 2), 16);
  }
  new DataView(chunk.buffer).setUint32(PREFIX_BYTES, offset);
  chunk.set(content, HEADER_BYTES);
  return chunk;
}

/** @returns undefined for what is too short to be one */
export function readChunk(data: Uint8Array): FileChunk | undefined {
  if (data.length <= HEADER_BYTES) return undefined;
  const offset = new DataView(data.buffer, data.byteOffset).getUint32(PREFIX_BYTES);
  return { prefix: hexOf(data.subarray(0, PREFIX_BYTES)), offset, content: data.subarray(HEADER_BYTES) };
}
