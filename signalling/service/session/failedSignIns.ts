// Wrong passwords for accounts that exist, until their owners have been told, and tries with names that nobody has. In memory: a
// restart forgets them.
import type { AgentId } from '../../protocol/index.ts';

export type FailedSignInsOf = { readonly count: number; readonly lastAtMs: number };

/** The audit log takes tries with unknown names together for so long: whoever guesses names must not fill the disk. */
const TOGETHER_MS = 60_000;

export class FailedSignIns {
  readonly #byAgent = new Map<AgentId, FailedSignInsOf>();
  readonly #unknown = { tries: 0, toldAtMs: -Infinity };

  note(agentId: AgentId, nowMs: number): void {
    this.#byAgent.set(agentId, { count: (this.#byAgent.get(agentId)?.count ?? 0) + 1, lastAtMs: nowMs });
  }

  /** How many tries with unknown names are to be noted now; null: later, with those that follow. */
  noteUnknown(nowMs: number): number | null {
    this.#unknown.tries += 1;
    // The clock may be put back: then it is noted, too.
    if (Math.abs(nowMs - this.#unknown.toldAtMs) < TOGETHER_MS) return null;
    const { tries } = this.#unknown;
    Object.assign(this.#unknown, { tries: 0, toldAtMs: nowMs });
    return tries;
  }

  /** They are told once. */
  take(agentId: AgentId): FailedSignInsOf | null {
    const failed = this.#byAgent.get(agentId) ?? null;
    this.#byAgent.delete(agentId);
    return failed;
  }
}
