// call.inviteGuest: a link for one guest, of which only a hash is kept.
import { ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';
import { roomsThere } from './roomsThere.ts';

/** How long a link lets somebody knock. */
const INVITE_MS = 15 * 60_000;

export const inviteGuest: Handler<'call.inviteGuest'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, service) => {
    const there = roomsThere(service);
    if (!there.ok) return there;
    const { runner, tokens, clock } = service;
    const inviteToken = tokens.createToken();
    const expiresMs = clock.nowMs() + INVITE_MS;
    const tokenHash = tokens.hash(inviteToken);
    const result = await runner.run({ type: 'guestInvited', callId, by: agentId, tokenHash, expiresMs });
    if (!result.ok) return result;
    await audit(service, 'guestInvited', { agentId, callId });
    return ok({ inviteToken, expiresAtMs: expiresMs });
  },
};
