// Wrong passwords for accounts that exist, until their owners have been told. In memory: a restart forgets them.
import type { AgentId } from '../../protocol/index.ts';

export type FailedSignInsOf = { readonly count: number; readonly lastAtMs: number };

export class FailedSignIns {
  readonly #byAgent = new Map<AgentId, FailedSignInsOf>();

  note(agentId: AgentId, nowMs: number): void {
    this.#byAgent.set(agentId, { count: (this.#byAgent.get(agentId)?.count ?? 0) + 1, lastAtMs: nowMs });
  }

  /** They are told once. */
  take(agentId: AgentId): FailedSignInsOf | null {
    const failed = this.#byAgent.get(agentId) ?? null;
    this.#byAgent.delete(agentId);
    return failed;
  }
}
