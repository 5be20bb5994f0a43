// The organisation's seal on what was agreed: the key stays at the server, the agent's page sends a digest.
import * as z from 'zod/mini';
import { sha256Schema } from './transcriptEntry.ts';
import { callIdSchema } from './fields.ts';

/** No seal, its certificates and timestamp included, is longer than this; half a frame holds it in base64. */
export const MAX_SEAL_BYTES = 40_000;

export const sealPolicySchema = z.strictObject({
  /** Whose seal it is, as people read it. */
  by: z.string().check(z.minLength(1), z.maxLength(200)),
  /** The room to leave for it in the file. */
  maxBytes: z.int().check(z.minimum(1), z.maximum(MAX_SEAL_BYTES)),
});
export type SealPolicy = z.infer<typeof sealPolicySchema>;

export const sealRequests = {
  /** Whether what is agreed in this call is sealed. */
  'seal.policy': {
    params: z.strictObject({ callId: callIdSchema }),
    /** null: what is agreed in this queue is not sealed. */
    result: z.strictObject({ seal: z.nullable(sealPolicySchema) }),
  },
  /** `sha256`: of what the file's ByteRange covers. */
  'seal.make': {
    params: z.strictObject({ callId: callIdSchema, sha256: sha256Schema }),
    /** CMS (ETSI.CAdES.detached), DER in base64. */
    result: z.strictObject({ cms: z.string().check(z.minLength(1), z.maxLength(Math.ceil(MAX_SEAL_BYTES / 3) * 4)) }),
  },
} as const;
