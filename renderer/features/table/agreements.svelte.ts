// Agreeing to a document: the agent asks, the customer ticks and types their name, and one PDF holds it all for both.
import { createSubscriber } from 'svelte/reactivity';
import type { Agreement } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { makeAgreedDocument, type AgreementNames, type ShownAgreement } from './makeAgreedDocument.ts';
import type { Table } from './table.svelte.ts';

/** `making`: the PDF is being made · `failed`: it could not be, and can be tried again. */
export type MakingState = 'idle' | 'making' | 'failed';

export class Agreements {
  readonly #room: AssistRoom;
  readonly #table: Table;
  readonly #names: AgreementNames;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  #isComposing = $state(false);
  #making = $state<MakingState>('idle');

  constructor(room: AssistRoom, table: Table, names: AgreementNames) {
    this.#room = room;
    this.#table = table;
    this.#names = names;
    this.#subscribe = createSubscriber((update) => room.maps.agreements.onChange(update));
    this.#stops =
      room.me === 'agent'
        ? [room.maps.agreements.onChange(() => void this.#make()), room.onMet(() => void this.#make())]
        : [];
  }

  /** The agent is writing what the customer is to agree to. */
  get isComposing(): boolean {
    return this.#isComposing;
  }

  get making(): MakingState {
    return this.#making;
  }

  /** What waits for the customer's answer. */
  get asked(): ShownAgreement | undefined {
    return this.#all().find(({ agreement }) => agreement.state === 'asked');
  }

  /** What was decided last, until somebody asks anew. */
  get decided(): ShownAgreement | undefined {
    const last = this.#all().at(-1);
    return last && last.agreement.state !== 'asked' && last.agreement.state !== 'withdrawn' ? last : undefined;
  }

  compose(): void {
    this.#isComposing = true;
  }

  cancelComposing(): void {
    this.#isComposing = false;
  }

  /** About the document that lies open. */
  ask(statement: string): void {
    const open = this.#table.open;
    const words = statement.trim().slice(0, 1000);
    this.#isComposing = false;
    if (!open || words === '') return;
    this.withdraw();
    const askedAtMs = Math.round(this.#room.nowMs());
    this.#room.maps.agreements.set(randomId(), {
      fileId: open.card.fileId,
      statement: words,
      askedAtMs,
      state: 'asked',
    });
  }

  withdraw(): void {
    const { asked } = this;
    if (asked) this.#room.maps.agreements.set(asked.agreementId, { ...asked.agreement, state: 'withdrawn' });
  }

  agree(signedName: string): void {
    this.#decide({ state: 'agreed', signedName: signedName.trim().slice(0, 120) });
  }

  decline(): void {
    this.#decide({ state: 'declined' });
  }

  /** Once more, after it could not be made. */
  tryAgain(): void {
    this.#making = 'idle';
    void this.#make();
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #all(): ShownAgreement[] {
    this.#subscribe();
    const { agreements, documents } = this.#room.maps;
    return [...agreements.entries]
      .toSorted(([, a], [, b]) => a.askedAtMs - b.askedAtMs)
      .flatMap(([agreementId, agreement]) => {
        const card = documents.get(agreement.fileId);
        return card ? [{ agreementId, agreement, card }] : [];
      });
  }

  #decide(decision: Pick<Agreement, 'state' | 'signedName'>): void {
    const { asked } = this;
    if (!asked) return;
    const decidedAtMs = Math.round(this.#room.nowMs());
    this.#room.maps.agreements.set(asked.agreementId, { ...asked.agreement, ...decision, decidedAtMs });
  }

  /** The agent's side makes the PDF, also when it was reloaded in between: it is made as long as it is missing. */
  async #make(): Promise<void> {
    const due = this.#all().find(
      ({ agreement }) => agreement.state === 'agreed' && agreement.resultFileId === undefined,
    );
    if (!due || this.#making !== 'idle') return;
    const source = this.#room.files.stateOf(due.card.fileId);
    if (source.name !== 'here') return;
    this.#making = 'making';
    const file = await makeAgreedDocument(this.#room, due, source.blob, this.#names);
    const added = file && (await this.#table.putMade(file));
    if (added === undefined) {
      this.#making = 'failed';
      return;
    }
    this.#making = 'idle';
    this.#room.maps.agreements.set(due.agreementId, { ...due.agreement, resultFileId: added });
  }
}
