// Agreeing to a document: the agent asks, both sides prove that the file to be kept shows what they see, the customer ticks and types
// their name, and one PDF holds it all for both.
import { createSubscriber } from 'svelte/reactivity';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { KeptFile } from '../../core/assist/keptFile.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { agreedName } from '../language/index.ts';
import { AgreementRunner } from './agreementRunner.ts';
import type { AgreementSealing } from './agreementSealing.ts';
import { isFreezing, mayTryAgain, standingOf, type AgreementFacts, type Standing } from './agreementStanding.ts';
import { agreementWork, type AgreementNames, type AgreementWork } from './makeAgreedDocument.ts';
import type { Table } from './table.svelte.ts';

export type ShownAgreement = AgreementFacts & { standing: Standing; mayTryAgain: boolean };

export type AgreementsOptions = {
  room: AssistRoom;
  table: Pick<Table, 'open' | 'putMade'>;
  names: AgreementNames;
  work?: AgreementWork;
  sealing?: AgreementSealing | undefined;
  /** A document is not to be written on from now on. */
  onFrozen?: (fileId: string) => void;
};

const LONGEST_STATEMENT = 1000;
const LONGEST_NAME = 120;

export class Agreements {
  readonly #room: AssistRoom;
  readonly #table: AgreementsOptions['table'];
  readonly #runner: AgreementRunner;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  #isComposing = $state(false);
  #dismissed = $state.raw<readonly string[]>([]);
  #frozen: readonly string[] = [];

  constructor({ room, table, names, work = agreementWork, sealing, onFrozen = () => undefined }: AgreementsOptions) {
    this.#room = room;
    this.#table = table;
    const { agreements, agreementFiles, agreementProofs, documents } = room.maps;
    const maps = [agreements, agreementFiles, agreementProofs, documents];
    this.#subscribe = createSubscriber((update) => {
      const stops = [...maps, room].map((source) => source.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#stops = maps.map((map) => map.onChange(() => this.#noteFrozen(onFrozen)));
    this.#runner = new AgreementRunner({
      room,
      names,
      work,
      sealing,
      putOnTable: ({ card }, made) => table.putMade(new File([made], agreedName(card.name))),
    });
  }

  /** The agent is writing what the customer is to agree to. */
  get isComposing(): boolean {
    return this.#isComposing;
  }

  /** What is to be said of agreements, oldest first: what goes on, what failed, and what was decided last. */
  get shown(): readonly ShownAgreement[] {
    // Whoever is beside the two is not asked, and decides nothing: they see the document.
    const all = this.#room.isOfTheTwo ? this.#all() : [];
    return all.filter((one, index) => {
      const { name } = one.standing;
      if (name === 'asked') return true;
      const isNewsToCustomer = one.agreement !== undefined;
      if (this.#room.me === 'customer' && !isNewsToCustomer) return false;
      if (name === 'checking') return true;
      if (this.#dismissed.includes(keyOf(one))) return false;
      const later = all.slice(index + 1);
      if (name === 'stopped') return !later.some(({ card }) => card.fileId === one.card.fileId);
      return later.length === 0;
    });
  }

  /** What was agreed and is here as a whole, also for when the call is over. */
  get kept(): readonly KeptFile[] {
    return this.#all().flatMap(({ standing }) => {
      if (standing.name !== 'done') return [];
      const { resultFileId: sha256 } = standing;
      const [card, state] = [this.#room.maps.documents.get(sha256), this.#room.files.stateOf(sha256)];
      return card && state.name === 'here'
        ? [{ name: card.name, sha256, blob: state.blob, sealedBy: standing.sealedBy }]
        : [];
    });
  }

  /** Nothing can be written on this document now: it is being agreed to, or holds what was agreed. */
  isFrozen(fileId: string): boolean {
    this.#subscribe();
    return this.#room.maps.documents.get(fileId)?.origin === 'agreed' || this.#frozenNow().includes(fileId);
  }

  compose(): void {
    this.#isComposing = true;
  }

  cancelComposing(): void {
    this.#isComposing = false;
  }

  /** About the document that lies open: once both sides have proved that it can be kept as they see it. */
  async ask(statement: string): Promise<void> {
    const open = this.#table.open;
    const words = statement.trim().slice(0, LONGEST_STATEMENT);
    this.#isComposing = false;
    if (!open || words === '') return;
    for (const one of this.#all()) {
      const isOpen =
        one.standing.name === 'asked' || (one.standing.name === 'checking' && one.standing.stage === 'body');
      if (isOpen) this.takeBack(one);
    }
    await this.#runner.begin(randomId(), open.card.fileId, words);
  }

  /** The agent gives it up: it is asked no more, and not kept. */
  takeBack(facts: AgreementFacts): void {
    const stage = facts.agreement ? 'result' : 'body';
    this.#runner.shelf.stop(facts, { why: 'takenBack', by: this.#room.me, stage });
  }

  /** Of what is shown on this side now. */
  agree(asked: AgreementFacts, signedName: string): void {
    const name = signedName.trim().slice(0, LONGEST_NAME);
    if (name !== '' && this.#runner.isAsAsked(asked)) {
      this.#runner.shelf.decide(asked.agreementId, { state: 'agreed', signedName: name });
    }
  }

  decline({ agreementId }: AgreementFacts): void {
    this.#runner.shelf.decide(agreementId, { state: 'declined' });
  }

  /** What was agreed is made once more; what was not asked yet begins anew, as the document is now. */
  async tryAgain(facts: ShownAgreement): Promise<void> {
    if (facts.mayTryAgain) this.#runner.shelf.makeAgain(facts);
    else if (facts.file) {
      this.dismiss(facts);
      await this.#runner.begin(randomId(), facts.file.fileId, facts.file.statement);
    }
  }

  dismiss(facts: ShownAgreement): void {
    this.#dismissed = [...this.#dismissed, keyOf(facts)];
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#runner.close();
  }

  #all(): ShownAgreement[] {
    this.#subscribe();
    return this.#runner.shelf
      .all()
      .map((facts) => ({ ...facts, standing: standingOf(facts), mayTryAgain: mayTryAgain(facts) }));
  }

  #frozenNow(): readonly string[] {
    return this.#runner.shelf.all().flatMap((facts) => (isFreezing(facts) ? [facts.card.fileId] : []));
  }

  #noteFrozen(tell: (fileId: string) => void): void {
    const now = this.#frozenNow();
    for (const fileId of now) if (!this.#frozen.includes(fileId)) tell(fileId);
    this.#frozen = now;
  }
}

/** Another try that fails is said anew. */
function keyOf({ agreementId, file }: AgreementFacts): string {
  return `${agreementId}:${String(file?.attempt ?? 0)}`;
}
