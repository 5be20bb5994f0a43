// The links of an agent with customers on hold, beside the one at hand: they stay up, so that turning back takes no new connection.
import type { AgentCall, CallId } from '../../../signalling/protocol/index.ts';
import type { CallSession } from './callSession.svelte.ts';

export class LinksOnHold {
  readonly #sessions = new Map<CallId, CallSession>();

  put(session: CallSession): void {
    this.#sessions.set(session.callId, session);
  }

  /** It is not on hold any more. */
  take(callId: CallId): CallSession | undefined {
    const session = this.#sessions.get(callId);
    this.#sessions.delete(callId);
    return session;
  }

  /** `calls`: all that are on hold; others are over. `begin`: makes the link of one that this page did not know. */
  follow(calls: readonly AgentCall[], begin: (call: AgentCall) => CallSession): void {
    for (const [callId, session] of this.#sessions) {
      if (calls.some((call) => call.callId === callId)) continue;
      session.close();
      this.#sessions.delete(callId);
    }
    for (const call of calls) {
      const session = this.#sessions.get(call.callId) ?? begin(call);
      this.put(session);
      session.follow(call, true);
    }
  }
}
