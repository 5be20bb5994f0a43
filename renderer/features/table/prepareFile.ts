// A file that a person chose, made ready for the table: told by its bytes, and within what is allowed.
import type { DocumentType } from '../../../signalling/protocol/assist.ts';
import type { FileExchange, FileProblem } from '../../core/assist/fileExchange.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { sniffType } from '../../core/documents/sniffType.ts';

export type PutProblem = { fileName: string; problem: DocumentProblem | FileProblem };
export type PreparedFile = { fileId: string; name: string; type: DocumentType; bytes: number };
export type PrepareResult = { ok: true; value: PreparedFile } | { ok: false; problem: PutProblem };

const LONGEST_NAME = 120;

export async function prepareFile(file: File, files: FileExchange): Promise<PrepareResult> {
  const name = file.name.trim().slice(-LONGEST_NAME) || '–';
  const refused = (problem: PutProblem['problem']): PrepareResult => ({
    ok: false,
    problem: { fileName: name, problem },
  });
  if (file.size > files.maxFileBytes) return refused('tooLarge');
  const sniffed = sniffType(new Uint8Array(await file.arrayBuffer()), files.maxFileBytes);
  if (!sniffed.ok) return refused(sniffed.problem);
  const shown = await showable(file, sniffed.value);
  if (!shown.ok) return refused(shown.problem);
  const added = await files.add(shown.blob);
  if (!added.ok) return refused(added.problem);
  return { ok: true, value: { fileId: added.fileId, name, type: shown.type, bytes: shown.blob.size } };
}

type Showable = { ok: true; blob: Blob; type: DocumentType } | { ok: false; problem: DocumentProblem };

/** A HEIC picture becomes JPEG where this browser can read it: the other side's may not. */
async function showable(file: File, type: DocumentType | 'heic'): Promise<Showable> {
  if (type !== 'heic') return { ok: true, blob: file, type };
  const { heicToJpeg } = await import('../../core/documents/picture/heicToJpeg.ts');
  const converted = await heicToJpeg(new Uint8Array(await file.arrayBuffer()));
  return converted.ok ? { ok: true, blob: new Blob([converted.value.slice()]), type: 'jpeg' } : converted;
}
