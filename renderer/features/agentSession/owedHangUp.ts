// A hang-up that the server could not be told of: of exactly what the agent was in, and of nothing that comes later under the same call.
import type { AgentCall, CallId, Work } from '../../../signalling/protocol/index.ts';

/** Whoever leaves a call leaves it to the others, also where it has become theirs meanwhile. */
export type Ending = 'hangUp' | 'leave';

export class OwedHangUp {
  #owed: { readonly linkId: CallId; readonly how: Ending } | undefined;

  get isOwed(): boolean {
    return this.#owed !== undefined;
  }

  note(call: AgentCall, how: Ending): void {
    this.#owed = { linkId: linkOf(call), how };
  }

  /** The server is back and says what the agent does. @returns what is to be done, if they are still in it; it is owed no more */
  settle(work: Work): Ending | undefined {
    const owed = this.#owed;
    this.#owed = undefined;
    return work.name === 'inCall' && linkOf(work.call) === owed?.linkId ? owed.how : undefined;
  }
}

/** Who is only asked about a call has a link with the one who asks, and none of the call's own. */
function linkOf({ callId, consult }: AgentCall): CallId {
  return consult?.role === 'asked' ? consult.linkId : callId;
}
