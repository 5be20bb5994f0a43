// Puts an organisation's seal on a PDF. Knows what goes in; how is `seal/`, loaded when it is needed.
import type { SealInput } from './seal/sealInput.ts';

export type { SealInput } from './seal/sealInput.ts';

/** @returns the sealed file; undefined when no seal was had, or it did not fit. Rejects when the file is no PDF that can be written to. */
export async function sealPdf(bytes: Uint8Array, input: SealInput): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { writeSealed } = await import('./seal/writeSealed.ts');
  return writeSealed(bytes, input);
}
