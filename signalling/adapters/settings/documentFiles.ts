// The documents that the settings name, read whole and checked. Knows files; what they are for is the service's.
import { createHash } from 'node:crypto';
import type { FileType, QueueId, Words } from '../../protocol/index.ts';
import { fileTypeOf } from '../../domain/files/fileType.ts';
import type { DocumentOnShelf, Policies } from '../../service/policies.ts';
import { pathBelow, readWhole } from './settingsFolder.ts';

export type DocumentSource = { readonly id: string; readonly name: Words; readonly file: string };
type Shelf = { readonly id: QueueId; readonly documents: readonly DocumentSource[] };

export type DocumentsResult =
  | { readonly ok: true; readonly documents: Policies['documents'] }
  | { readonly ok: false; readonly sentences: readonly string[] };

type FileRead = { readonly content: Uint8Array; readonly type: FileType; readonly sha256: string };

/** They are held in memory, so that good ones hold whatever becomes of the files: all together at most so many bytes. */
const MOST_BYTES_IN_ALL = 250_000_000;

/** Never throws: whatever is wrong comes back as sentences, each with path and reason. `folder`: of the settings file. */
export function readDocuments(queues: readonly Shelf[], folder: string | null, maxFileBytes: number): DocumentsResult {
  const sentences: string[] = [];
  const reader = createReader(folder, maxFileBytes);
  const documents = new Map<QueueId, readonly DocumentOnShelf[]>();
  for (const [index, queue] of queues.entries()) {
    const shelf = queue.documents.flatMap(({ id, name, file }, place): DocumentOnShelf[] => {
      const read = reader(file);
      if (typeof read === 'string') {
        sentences.push(`queues[${index}].documents[${place}].file: ${JSON.stringify(file).slice(0, 80)} ${read}`);
        return [];
      }
      return [{ documentId: id, name, bytes: read.content.length, ...read }];
    });
    if (shelf.length > 0) documents.set(queue.id, shelf);
  }
  return sentences.length === 0 ? { ok: true, documents } : { ok: false, sentences };
}

/** A file that several queues name is read and held once. */
function createReader(folder: string | null, maxFileBytes: number): (file: string) => FileRead | string {
  const known = new Map<string, FileRead | string>();
  let bytesInAll = 0;
  const read = (path: string): FileRead | string => {
    const result = readDocument(path, Math.min(maxFileBytes, MOST_BYTES_IN_ALL - bytesInAll), maxFileBytes);
    if (typeof result !== 'string') bytesInAll += result.content.length;
    return result;
  };
  return (file) => {
    const below = pathBelow(folder, file);
    if (!below.ok) return below.reason;
    const result = known.get(below.value) ?? read(below.value);
    known.set(below.value, result);
    return result;
  };
}

function readDocument(path: string, mostBytes: number, maxFileBytes: number): FileRead | string {
  const read = readWhole(path, (bytes) => {
    if (bytes > maxFileBytes) return `is longer than assist.maxFileBytes, ${maxFileBytes} bytes`;
    return bytes > mostBytes ? `is too much: all documents together may have ${MOST_BYTES_IN_ALL} bytes` : null;
  });
  if (!read.ok) return read.reason;
  const content = read.value;
  const type = fileTypeOf(content);
  if (type === null) return 'is no PDF, JPEG, PNG, WebP or text';
  return { content, type, sha256: createHash('sha256').update(content).digest('hex') };
}
