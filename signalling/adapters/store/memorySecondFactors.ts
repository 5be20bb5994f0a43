// Second factors and recovery codes in plain maps.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { AgentId } from '../../protocol/index.ts';
import type { AccountStore } from '../../service/ports/accountStore.ts';
import type { SecondFactorStore } from '../../service/ports/secondFactorStore.ts';

type Kept = { readonly secret: string; readonly sinceMs: number; lastStep: number; codes: Set<string> };
export type FactorTables = { readonly factors: Map<AgentId, Kept>; readonly resets: Map<AgentId, number> };

/** `loseRight`: ends the sessions of an account, as `rightLost`. */
export function memorySecondFactors(
  { factors, resets }: FactorTables,
  accounts: Pick<AccountStore, 'findAccountOf'>,
  loseRight: (agentId: AgentId) => void,
): SecondFactorStore {
  return {
    async findSecondFactor(agentId) {
      const kept = factors.get(agentId);
      if (kept === undefined) return null;
      return { secret: kept.secret, sinceMs: kept.sinceMs, recoveryCodesLeft: kept.codes.size };
    },
    listSecondFactors: async () => [...factors.keys()],
    async addSecondFactor(agentId, { secret, step, sinceMs, recoveryCodeHashes }) {
      if (factors.has(agentId) || (await accounts.findAccountOf(agentId)) === null) return false;
      factors.set(agentId, { secret, sinceMs, lastStep: step, codes: new Set(recoveryCodeHashes) });
      return true;
    },
    async takeStep(agentId, step) {
      const kept = factors.get(agentId);
      if (kept === undefined || step <= kept.lastStep) return false;
      kept.lastStep = step;
      return true;
    },
    async takeRecoveryCode(agentId, hash) {
      const kept = factors.get(agentId);
      return kept?.codes.delete(hash) === true ? kept.codes.size : null;
    },
    async putRecoveryCodes(agentId, hashes) {
      const kept = factors.get(agentId);
      if (kept === undefined) return false;
      kept.codes = new Set(hashes);
      return true;
    },
    endSecondFactor: async (agentId) => factors.delete(agentId),
    async resetSecondFactor(agentId, atMs) {
      if (!factors.delete(agentId)) return false;
      resets.set(agentId, atMs);
      loseRight(agentId);
      return true;
    },
    async findFactorReset(agentId, sinceMs) {
      const atMs = resets.get(agentId) ?? null;
      return atMs !== null && atMs > sinceMs ? atMs : null;
    },
  };
}
