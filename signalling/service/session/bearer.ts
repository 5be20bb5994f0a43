// Who sends a request outside of a connection, by the session token they show.
import { fail, ok, tokenSchema, type AgentId, type Result, type Role } from '../../protocol/index.ts';
import type { Service } from '../service.ts';

export type Bearer = { readonly agentId: AgentId; readonly role: Role };

/** Problems: notSignedIn (no token), sessionExpired. */
export async function bearerOf(
  token: string | null,
  { store, clock, tokens }: Pick<Service, 'store' | 'clock' | 'tokens'>,
): Promise<Result<Bearer>> {
  if (token === null || !tokenSchema.safeParse(token).success) return fail('notSignedIn');
  const session = await store.findSession(tokens.hash(token), clock.nowMs());
  const account = session === null ? null : await store.findAccountOf(session.agentId);
  return account === null ? fail('sessionExpired') : ok({ agentId: account.agentId, role: account.role });
}
