// Looks at a code for an account: of the authenticator app, good once, or a recovery code, good once, too.
import { fail, ok, type Result } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Account } from '../ports/accountStore.ts';
import type { Service } from '../service.ts';
import { noteFailure } from '../session/passwordCheck.ts';

/** Recovery codes left, where it was one; else null. */
export type RightCode = { readonly recoveryCodesLeft: number | null };

/** Problems: tooManyAttempts, wrongCode, notPossibleNow (there is no second factor). */
export async function checkCode(
  { agentId, userName }: Account,
  typed: string,
  address: string,
  service: Service,
): Promise<Result<RightCode>> {
  const { store, throttle, log } = service;
  const { retryAfterMs } = throttle.takeCode(userName, address);
  if (retryAfterMs !== null) return fail('tooManyAttempts', undefined, retryAfterMs);
  const factor = await store.findSecondFactor(agentId);
  if (factor === null) return fail('notPossibleNow', 'there is no second factor');
  const right = await take(agentId, factor.secret, typed, service);
  if (right === null) {
    await noteFailure(agentId, 'code', service);
    log.warn({}, 'code refused');
    return fail('wrongCode');
  }
  throttle.forgiveCode(userName, address);
  return ok(right);
}

/** Uses the code up; null when it is wrong, or was used before. */
async function take(
  agentId: Account['agentId'],
  secret: string,
  typed: string,
  service: Service,
): Promise<RightCode | null> {
  const { store, codes, clock, tokens } = service;
  const { kind, code } = codes.read(typed);
  if (kind === 'app') {
    const step = codes.stepOf(secret, code, clock.nowMs());
    return step !== null && (await store.takeStep(agentId, step)) ? { recoveryCodesLeft: null } : null;
  }
  const left = await store.takeRecoveryCode(agentId, tokens.hash(code));
  if (left === null) return null;
  await audit(service, 'recoveryCodeUsed', { agentId, left });
  return { recoveryCodesLeft: left };
}
