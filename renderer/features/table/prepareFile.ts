// A file that a person chose, made ready for the table: told by its bytes, and within what is allowed.
import type { DocumentType } from '../../../signalling/protocol/assist.ts';
import type { FileExchange, FileProblem } from '../../core/assist/fileExchange.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { acceptFile } from '../../core/documents/acceptFile.ts';
import { preparePdf } from '../../core/documents/openDocument.ts';

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
  const accepted = await acceptFile(new Uint8Array(await file.arrayBuffer()), files.maxFileBytes);
  if (!accepted.ok) return refused(accepted.problem);
  const { bytes, type } = accepted.value;
  if (type === 'pdf') void preparePdf();
  const blob = new Blob([bytes.slice()]);
  const added = await files.add(blob);
  if (!added.ok) return refused(added.problem);
  return { ok: true, value: { fileId: added.fileId, name, type, bytes: blob.size } };
}
