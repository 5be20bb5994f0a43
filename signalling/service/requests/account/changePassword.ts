// account.changePassword: by who knows the one before. Guesses are slowed down as at signing in.
import { fail, ok } from '../../../protocol/index.ts';
import { BUSY_MS } from '../../ports/passwords.ts';
import { audit } from '../../audit/audit.ts';
import type { Handler } from '../handler.ts';

export const changePassword: Handler<'account.changePassword'> = {
  from: 'signedInAgent',
  answer: async ({ currentPassword, newPassword }, { session, agentId, sessionHash }, service) => {
    const { store, clock, passwords, throttle, revocations, log } = service;
    const account = await store.findAccountOf(agentId);
    if (account === null) return fail('sessionExpired');
    const { address } = session.connection;
    const { retryAfterMs, isKnown } = await throttle.takeSignIn(account.userName, address);
    if (retryAfterMs !== null) return fail('tooManyAttempts', undefined, retryAfterMs);
    const isRight = await passwords.verify(currentPassword, account.passwordHash, { address, isKnown });
    if (isRight === null) {
      await throttle.returnSignIn(account.userName, address);
      return fail('tooManyAttempts', 'many sign in at once', BUSY_MS);
    }
    if (!isRight) {
      log.warn({}, 'password change refused');
      return fail('wrongCredentials');
    }
    await throttle.forgiveSignIn(account.userName, address);
    const passwordHash = await passwords.hash(newPassword);
    const atMs = clock.nowMs();
    if (!(await store.setPasswordHash(agentId, { passwordHash, keep: sessionHash, atMs })))
      return fail('sessionExpired');
    await audit(service, 'passwordChanged', { agentId, by: agentId });
    log.info({}, 'password changed');
    await revocations.look();
    return ok({});
  },
};
