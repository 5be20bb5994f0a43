// Whether an agreed file shows what the table shows. Knows what is compared; both sides of a call ask it of their own table.
import type { Proof, ProofInput } from './proof/proofInput.ts';

export type { Proof, ProofInput } from './proof/proofInput.ts';

/** Never rejects. Loaded when it is needed, as few calls end in an agreement. */
export async function proveFlattened(input: ProofInput): Promise<Proof> {
  try {
    const { prove } = await import('./proof/prove.ts');
    return await prove(input);
  } catch {
    return { ok: false, problem: 'resultBroken' };
  }
}
