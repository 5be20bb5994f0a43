// What is told of a request beside its schemas. Types only.
import type { ProblemCode } from './index.ts';

export type Description = {
  /**
   * Who may send it: `party` is either party of a call, `callerOrAgent` also an agent who has it no more, `participant` also an agent who is only asked about it, `callingCustomer` a customer with a call, `guest` somebody who came by a link, `inRoom` whoever has a leg in a call of more than two, `enteringAgent` an agent who has given
   * the password and owes a second factor, `accountOwner` one of those or a signed-in agent.
   */
  readonly from:
    | 'anyone'
    | 'customer'
    | 'agent'
    | 'enteringAgent'
    | 'accountOwner'
    | 'signedInAgent'
    | 'supervisor'
    | 'callingCustomer'
    | 'party'
    | 'callerOrAgent'
    | 'participant'
    | 'guest'
    | 'inRoom';
  readonly summary: string;
  /** Beside those that every request may get. */
  readonly problems: readonly ProblemCode[];
};
