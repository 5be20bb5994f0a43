// An account as it is now, for whoever began with it a while ago.
import { fail, ok, type AgentId, type Result } from '../../protocol/index.ts';
import type { Account } from '../ports/accountStore.ts';
import type { Service } from '../service.ts';
import type { Session } from '../session/session.ts';

/** Whoever has only given a password may go on while it is still the password. Problems: sessionExpired. */
export async function presentAccount(session: Session, agentId: AgentId, { store }: Service): Promise<Result<Account>> {
  const account = await store.findAccountOf(agentId);
  const { entering } = session;
  if (account !== null && (entering === null || entering.account.passwordHash === account.passwordHash))
    return ok(account);
  session.entering = null;
  session.newFactor = null;
  return fail('sessionExpired');
}
