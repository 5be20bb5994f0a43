// Opening, keeping and closing a connection.
import * as z from 'zod/mini';
import { addedField, capabilitiesSchema } from './capabilities.ts';
import { durationMsSchema, emptySchema, epochMsSchema, languageSchema } from './fields.ts';

export const partySchema = z.enum(['customer', 'agent']);
export type Party = z.infer<typeof partySchema>;

export const sessionRequests = {
  /** First request on every connection. */
  'session.hello': {
    params: z.strictObject({
      protocolVersion: z.int().check(z.minimum(0), z.maximum(10_000)),
      party: partySchema,
      clientName: z.string().check(z.minLength(1), z.maxLength(64)),
      language: languageSchema,
      /** What the client can do beyond the first release. A server of that release refuses the field: hello is said again without it. */
      capabilities: addedField('unknownFields', capabilitiesSchema),
    }),
    result: z.strictObject({
      protocolVersion: z.int(),
      serverTimeMs: epochMsSchema,
      heartbeatIntervalMs: durationMsSchema,
      demo: z.boolean(),
      /** What the server can do, where the client said what it can. */
      capabilities: addedField('unknownFields', capabilitiesSchema),
    }),
  },
  /** The client's own heartbeat: a browser cannot send WebSocket pings. */
  'session.ping': {
    params: emptySchema,
    result: z.strictObject({ serverTimeMs: epochMsSchema }),
  },
} as const;

export const sessionNotices = {
  /** The server is going away; connect again after `retryAfterMs`. */
  'session.closing': z.strictObject({ reason: z.enum(['serverRestart']), retryAfterMs: durationMsSchema }),
  /** A newer connection has taken this one's place. Do not reconnect by yourself. */
  'session.replaced': emptySchema,
  /**
   * The agent's session has ended, and the connection with it: signed out elsewhere; password, role or account changed; or the
   * time is over. Sign in again.
   */
  'session.ended': z.strictObject({ reason: z.enum(['signedOut', 'accountChanged', 'expired']) }),
} as const;
