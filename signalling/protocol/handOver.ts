// A customer takes their side of a call to another device, such as from a laptop to a phone.
import * as z from 'zod/mini';
import { customerCallSchema } from './call.ts';
import { emptySchema, epochMsSchema, tokenSchema } from './fields.ts';

export const handOverRequests = {
  /** A code for the other device. A newer one cancels the older. */
  'call.offerHandOver': {
    params: emptySchema,
    result: z.strictObject({ code: tokenSchema, expiresAtMs: epochMsSchema }),
  },
  /** Takes the call over with that code, as `call.resume` does with a token. */
  'call.takeHandOver': {
    params: z.strictObject({ code: tokenSchema }),
    result: z.strictObject({ callToken: tokenSchema, call: customerCallSchema }),
  },
} as const;
