// A hang-up that the server could not be told of: of exactly what the agent was in, and of nothing that comes later under the same call.
import type { AgentCall, CallId, Work } from '../../../signalling/protocol/index.ts';

export class OwedHangUp {
  #linkId: CallId | undefined;

  get isOwed(): boolean {
    return this.#linkId !== undefined;
  }

  note(call: AgentCall): void {
    this.#linkId = linkOf(call);
  }

  /** The server is back and says what the agent does. @returns whether they are still in what was hung up; it is owed no more */
  settle(work: Work): boolean {
    const owed = this.#linkId;
    this.#linkId = undefined;
    return work.name === 'inCall' && linkOf(work.call) === owed;
  }
}

/** Who is only asked about a call has a link with the one who asks, and none of the call's own. */
function linkOf({ callId, consult }: AgentCall): CallId {
  return consult?.role === 'asked' ? consult.linkId : callId;
}
