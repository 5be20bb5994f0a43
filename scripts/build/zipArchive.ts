// A zip file as extensions are packed in: stored, not compressed, with fixed times, so that the same files give the same bytes.
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  /** With forward slashes. */
  readonly name: string;
  readonly content: Buffer;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** Version 1.0 of the format is all that stored files need. */
const VERSION = 10;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1 January 1980, the first day the format knows. */
const DATE = 0x0021;

/** @throws when there are more than 65,535 entries: the old format holds no more */
export function zipArchive(entries: readonly ZipEntry[]): Buffer {
  if (entries.length > 0xffff) throw new Error('Too many files for one archive.');
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const encoded = Buffer.from(name, 'utf8');
    const shared = sharedFields(content, encoded.length);
    const local = Buffer.concat([uint32(LOCAL_HEADER), shared, encoded, content]);
    const central = [uint32(CENTRAL_HEADER), uint16(VERSION), shared, Buffer.alloc(10), uint32(offset), encoded];
    parts.push(local);
    directory.push(Buffer.concat(central));
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = uint16(entries.length);
  const end = [
    uint32(END_OF_DIRECTORY),
    Buffer.alloc(4),
    count,
    count,
    uint32(listed.length),
    uint32(offset),
    uint16(0),
  ];
  return Buffer.concat([...parts, listed, ...end]);
}

/** From "version needed" to "extra field length", the same in both headers. */
function sharedFields(content: Buffer, nameBytes: number): Buffer {
  const size = uint32(content.length);
  const stored = uint16(0);
  const midnight = uint16(0);
  const noExtraField = uint16(0);
  return Buffer.concat([
    ...[uint16(VERSION), uint16(FLAGS), stored, midnight, uint16(DATE)],
    ...[uint32(crc32(content)), size, size, uint16(nameBytes), noExtraField],
  ]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
