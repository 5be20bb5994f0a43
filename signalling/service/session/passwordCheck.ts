// Looks at a password for an account: slowed down by account and network, and noted when it is wrong.
import { fail, ok, type AgentId, type Result } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Account } from '../ports/accountStore.ts';
import { BUSY_MS } from '../ports/passwords.ts';
import type { Service } from '../service.ts';

/**
 * Whose password it is. The try still counts: whoever goes on forgives it or gives it back. Problems: tooManyAttempts,
 * wrongCredentials.
 */
export async function checkPassword(
  userName: string,
  password: string,
  address: string,
  service: Service,
): Promise<Result<Account>> {
  const { log, passwords, store, throttle } = service;
  const { retryAfterMs, isKnown } = await throttle.takeSignIn(userName, address);
  if (retryAfterMs !== null) return fail('tooManyAttempts', undefined, retryAfterMs);
  const account = await store.findAccount(userName);
  const isRight = await passwords.verify(password, account?.passwordHash ?? null, { address, isKnown });
  if (isRight === null) {
    await throttle.returnSignIn(userName, address);
    return fail('tooManyAttempts', 'many sign in at once', BUSY_MS);
  }
  if (account !== null && isRight) return ok(account);
  await noteFailure(account?.agentId ?? null, 'password', service);
  log.warn({ known: account !== null }, 'sign-in refused');
  return fail('wrongCredentials');
}

/** `agentId`: null where nobody has the name. The owner of an account is told. */
export async function noteFailure(
  agentId: AgentId | null,
  wrong: 'password' | 'code',
  service: Service,
): Promise<void> {
  const { clock, failedSignIns } = service;
  const nowMs = clock.nowMs();
  if (agentId !== null) {
    failedSignIns.note(agentId, nowMs);
    await audit(service, 'signInFailed', { agentId, tries: 1, wrong });
    return;
  }
  const tries = failedSignIns.noteUnknown(nowMs);
  if (tries !== null) await audit(service, 'signInFailed', { agentId, tries, wrong });
}
