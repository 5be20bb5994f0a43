// What the organisation knows of the caller where the customer's link said so: the matter's reference, and what was called about lately under it.
import type { CallerContacts, CallId, Work } from '../../../signalling/protocol/index.ts';
import type { Answer, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { AskedOnce } from './askedOnce.ts';

type Client = Pick<SignallingClient, 'request'>;

export class CallReferences {
  readonly #references: AskedOnce<string>;
  readonly #contacts: AskedOnce<CallerContacts>;
  /** The call that the agent is only asked about: the server says nothing of it until they have it. */
  #question = $state<CallId>();

  constructor(client: Client) {
    const mayAsk = (callId: CallId): boolean => callId !== this.#question;
    this.#references = new AskedOnce({
      ...{ mostAtOnce: 100, mayAsk },
      ask: async (callIds) =>
        found(await client.request('call.references', { callIds }), ({ references }) =>
          references.map(({ callId, reference }) => [callId, reference] as const),
        ),
    });
    this.#contacts = new AskedOnce({
      ...{ mostAtOnce: 20, mayAsk },
      ask: async (callIds) =>
        found(await client.request('history.contacts', { callIds }), ({ callers }) =>
          callers.map((caller) => [caller.callId, caller] as const),
        ),
    });
  }

  /** What the agent does, as the server says it. */
  follow(work: Work | undefined): void {
    this.#question = questionIn(work);
  }

  /** By what the organisation knows the matter. */
  of(callId: CallId): string | undefined {
    return this.#references.of(callId);
  }

  contactsOf(callId: CallId): CallerContacts | undefined {
    return this.#contacts.of(callId);
  }
}

function questionIn(work: Work | undefined): CallId | undefined {
  if (work?.name === 'ringing') return work.offer.consult === undefined ? undefined : work.offer.callId;
  return work?.name === 'inCall' && work.call.consult?.role === 'asked' ? work.call.callId : undefined;
}

function found<A, T>(answer: Answer<A>, read: (value: A) => T): Answer<T> {
  return answer.ok ? { ok: true, value: read(answer.value) } : answer;
}
