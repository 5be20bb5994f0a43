// Whose account needs more than a password, and what is missing.
import type { Role } from '../../protocol/index.ts';
import type { Account } from '../ports/accountStore.ts';
import type { SecondFactorStore } from '../ports/secondFactorStore.ts';

export type SecondFactorRules = {
  /** Accounts of these roles must have one. */
  readonly requiredFor: readonly Role[];
};

export const DEFAULT_SECOND_FACTOR: SecondFactorRules = { requiredFor: [] };

/** How long one may take to give a code, or to set the second factor up, after the password. */
export const ENTERING_MS = 600_000;

/** For how long after a reset by the operator those who sign in are told: 7 days. */
export const FACTOR_RESET_TOLD_MS = 7 * 86_400_000;

export type FactorNeed = 'nothing' | 'code' | 'setUp';

export async function needOf(
  { agentId, role }: Account,
  store: Pick<SecondFactorStore, 'findSecondFactor'>,
  { requiredFor }: SecondFactorRules,
): Promise<FactorNeed> {
  if ((await store.findSecondFactor(agentId)) !== null) return 'code';
  return requiredFor.includes(role) ? 'setUp' : 'nothing';
}
