// Which connection speaks for which agent in this process. At most one does: a newer one replaces it.
import type { AgentId } from '../../protocol/index.ts';
import type { Session } from './session.ts';

export class SignedIn {
  readonly #sessions = new Map<AgentId, Session>();

  note(agentId: AgentId, session: Session): void {
    this.#sessions.set(agentId, session);
  }

  /** With the hash of the token that its session is found by. */
  of(agentId: AgentId): { readonly session: Session; readonly sessionHash: string } | null {
    const session = this.#sessions.get(agentId);
    if (session === undefined || session.closed || session.agent?.agentId !== agentId) return null;
    return { session, sessionHash: session.agent.sessionHash };
  }

  /** Of a connection that has ended, or speaks for nobody any more. */
  forget(agentId: AgentId, session: Session): void {
    if (this.#sessions.get(agentId) === session) this.#sessions.delete(agentId);
  }
}
