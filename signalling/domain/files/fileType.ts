// What kind of file some bytes are, by the bytes alone: names say what they like. Pure.
import type { FileType } from '../../protocol/index.ts';

export type PictureType = Exclude<FileType, 'pdf' | 'text'>;

const SIGNATURES: readonly { readonly type: FileType; readonly matches: (bytes: Uint8Array) => boolean }[] = [
  { type: 'pdf', matches: (bytes) => startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) },
  { type: 'jpeg', matches: (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff]) },
  { type: 'png', matches: (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'webp', matches: (bytes) => textAt(bytes, 0, 'RIFF') && textAt(bytes, 8, 'WEBP') },
  { type: 'text', matches: isText },
];

/** Null for anything that is none of them, and for no bytes at all. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  if (bytes.length === 0) return null;
  return SIGNATURES.find(({ matches }) => matches(bytes))?.type ?? null;
}

export function isPicture(type: FileType | null): type is PictureType {
  return type === 'jpeg' || type === 'png' || type === 'webp';
}

export function textAt(bytes: Uint8Array, at: number, text: string): boolean {
  return startsWith(
    bytes.subarray(at),
    Array.from(text, (letter) => letter.charCodeAt(0)),
  );
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** UTF-8 without control characters other than tab, line feed, form feed and carriage return. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
