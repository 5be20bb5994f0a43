// The organisation's seal on what was agreed: the page leaves room for it in the file and sends a digest; the key is the server's.
import type { CallId, SealPolicy } from '../../../signalling/protocol/index.ts';
import { hexOf } from '../../core/bytes/hexOf.ts';
import { sealPdf } from '../../core/documents/sealPdf.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

export type AgreementSealing = {
  /** Whose seal is due; null where none is. Not ok: one is, or may be, and cannot be had now. */
  policy: () => Promise<{ ok: true; value: SealPolicy | null } | { ok: false }>;
  /** @returns undefined when it is not to be had */
  seal: (made: Blob, policy: SealPolicy) => Promise<Blob | undefined>;
};

export function createSealing(client: Pick<SignallingClient, 'request' | 'nowMs'>, callId: CallId): AgreementSealing {
  async function sign(digest: Uint8Array): Promise<Uint8Array | undefined> {
    const answer = await client.request('seal.make', { callId, sha256: hexOf(digest) });
    return answer.ok ? Uint8Array.from(atob(answer.value.cms), (letter) => letter.charCodeAt(0)) : undefined;
  }

  return {
    async policy() {
      const answer = await client.request('seal.policy', { callId });
      if (answer.ok) return { ok: true, value: answer.value.seal };
      // A server from before there were seals.
      return answer.problem.code === 'unknownRequest' ? { ok: true, value: null } : { ok: false };
    },
    async seal(made, { by, maxBytes }) {
      const bytes = new Uint8Array(await made.arrayBuffer());
      const sealed = await sealPdf(bytes, { by, maxBytes, atMs: client.nowMs(), sign });
      return sealed && new Blob([sealed]);
    },
  };
}
