// Does for each agreement what is due next on this side: makes, fetches, proves, asks, hands over. Each goes its own way: what
// fails for one document holds up no other. What is due follows from what both sides share, so that a reload goes on with it.
import type { AgreementFile, AgreementProof, AgreementStage, MadeFile } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { AgreementSealing } from './agreementSealing.ts';
import { AgreementShelf } from './agreementShelf.ts';
import { dueOfAgent, dueOfCustomer, type AgreementFacts, type Due } from './agreementStanding.ts';
import { contentOf, contentText, hashOfText } from './documentContent.ts';
import type { AgreedSource, AgreementNames, AgreementWork } from './makeAgreedDocument.ts';

export type AgreementRunnerOptions = {
  room: AssistRoom;
  names: AgreementNames;
  work: AgreementWork;
  /** The agent's, where the server may seal what is agreed. */
  sealing?: AgreementSealing | undefined;
  /** Puts what was agreed on the table. @returns its id; undefined when it did not fit */
  putOnTable: (facts: AgreementFacts, made: Blob) => Promise<string | undefined>;
};

/** For so long the other side's page may take to say that it proves files, too. */
const PATIENCE_MS = 4_000;
/** The other side is told of progress this often at most. */
const TELL_EVERY_MS = 500;

export class AgreementRunner {
  readonly shelf: AgreementShelf;
  readonly #options: AgreementRunnerOptions;
  readonly #room: AssistRoom;
  readonly #busy = new Set<string>();
  /** Something changed while a step was under way. */
  readonly #touched = new Set<string>();
  /** What stood on a document when its agreement began, by its hash. */
  readonly #contents = new Map<string, string>();
  readonly #proofs = new Map<string, AgreementProof>();
  readonly #patient = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #outOfPatience = new Set<string>();
  readonly #stops: (() => void)[];
  #isClosed = false;

  constructor(options: AgreementRunnerOptions) {
    const { room } = options;
    this.#options = options;
    this.#room = room;
    this.shelf = new AgreementShelf(room);
    room.maps.abilities.set(room.me, { proves: true });
    const { agreements, agreementFiles, agreementProofs, abilities, fields, ink, documents } = room.maps;
    const sources = [agreements, agreementFiles, agreementProofs, abilities, fields, ink, documents, room.files];
    this.#stops = sources.map((source) => source.onChange(() => this.#look()));
    this.#stops.push(room.onPeerReady(() => this.#look()));
    this.#look();
  }

  /** What stands on the document now is what is to be kept. */
  async begin(agreementId: string, fileId: string, statement: string): Promise<void> {
    const text = contentText(this.#room.maps, fileId);
    const contentSha256 = await hashOfText(text);
    if (this.#isClosed) return;
    this.#contents.set(contentSha256, text);
    this.#outOfPatience.delete(agreementId);
    const startedAtMs = Math.round(this.#room.nowMs());
    this.shelf.begin(agreementId, { fileId, statement, startedAtMs, contentSha256 });
  }

  /** What this side sees is what the question is about. True where the agent's page does not say. */
  isAsAsked({ file }: AgreementFacts): boolean {
    return file === undefined || this.#isUnchanged(file) !== false;
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    for (const timer of this.#patient.values()) clearTimeout(timer);
  }

  #look(): void {
    for (const { agreementId } of this.shelf.all()) void this.#goOn(agreementId);
  }

  /** As long as something is due. */
  async #goOn(agreementId: string): Promise<void> {
    this.#touched.add(agreementId);
    if (this.#busy.has(agreementId)) return;
    this.#busy.add(agreementId);
    try {
      while (!this.#isClosed && this.#touched.delete(agreementId)) {
        if (await this.#step(agreementId)) this.#touched.add(agreementId);
      }
    } finally {
      this.#busy.delete(agreementId);
    }
  }

  /** @returns false when there is nothing to do before something changes */
  async #step(agreementId: string): Promise<boolean> {
    const facts = this.shelf.factsOf(agreementId);
    const source = facts && this.#sourceOf(facts);
    // Whoever is beside sees what is agreed, and has no part in it.
    if (!facts || !source || !this.#room.isOfTheTwo) return false;
    const due = this.#dueOf(facts);
    try {
      return await this.#perform(due, facts, source);
    } catch (cause) {
      if (due.name !== 'make' && due.name !== 'prove') throw cause;
      // A file that ends what reads it. Another document's agreement goes on.
      if (due.name === 'make') this.shelf.stop(facts, { why: 'notMade', by: 'agent', stage: due.stage });
      else this.#tell(facts, due.made, { state: 'different', problem: 'resultBroken' });
      return true;
    }
  }

  #dueOf(facts: AgreementFacts): Due {
    const { me, maps, files } = this.#room;
    const { agreementId } = facts;
    const own = {
      isUnchanged: facts.file && this.#isUnchanged(facts.file),
      isHere: (fileId: string) => files.stateOf(fileId).name === 'here',
      proof: this.#proofs.get(agreementId),
      otherProves: maps.abilities.get(me === 'agent' ? 'customer' : 'agent')?.proves === true,
      isPatienceOver: this.#outOfPatience.has(agreementId),
    };
    return me === 'agent' ? dueOfAgent(facts, own) : dueOfCustomer(facts, own);
  }

  async #perform(due: Due, facts: AgreementFacts, source: AgreedSource): Promise<boolean> {
    switch (due.name) {
      case 'nothing':
        return false;
      case 'compare':
        return this.#compare(facts);
      case 'make':
        await this.#make(due.stage, facts, source);
        return true;
      case 'prove':
        await this.#prove(due.stage, due.made, facts, source);
        return true;
      case 'fetch':
        return this.#fetch(due.made, facts);
      case 'stop':
        this.shelf.stop(facts, { ...due.stopped, stage: due.stage });
        return false;
      case 'haveManners':
        this.#wait(facts.agreementId);
        return false;
      case 'ask':
        this.shelf.ask(facts, due.isAlone);
        return false;
      case 'handOver':
        await this.#handOver(due.made, facts);
        return false;
    }
  }

  /** After a reload: the same hash is the same content. */
  async #compare({ file }: AgreementFacts): Promise<boolean> {
    if (!file) return false;
    const text = contentText(this.#room.maps, file.fileId);
    const isSame = (await hashOfText(text)) === file.contentSha256;
    // The agent's page says that something changed; the customer's waits until it has the same.
    if (!isSame && this.#room.me === 'customer') return false;
    this.#contents.set(file.contentSha256, isSame ? text : '');
    return true;
  }

  #isUnchanged({ contentSha256, fileId }: AgreementFile): boolean | undefined {
    const text = this.#contents.get(contentSha256);
    return text === undefined ? undefined : text === contentText(this.#room.maps, fileId);
  }

  async #make(stage: AgreementStage, facts: AgreementFacts, source: AgreedSource): Promise<void> {
    const { work, names, sealing } = this.#options;
    const by = this.#room.me;
    // Whether it can be sealed is known before anybody is asked.
    const seal = await sealing?.policy();
    if (seal?.ok === false) {
      this.shelf.stop(facts, { why: 'notSealed', by, stage });
      return;
    }
    const policy = stage === 'result' ? seal?.value : undefined;
    const made = await work.make(source, stage === 'result' ? facts.agreement : undefined, names);
    const sealed = made && sealing && policy ? await sealing.seal(made, policy) : made;
    const added = sealed && (await this.#room.files.add(sealed));
    if (made && !sealed) this.shelf.stop(facts, { why: 'notSealed', by, stage });
    else if (!added) this.shelf.stop(facts, { why: 'notMade', by, stage });
    else if (!added.ok) this.shelf.stop(facts, { why: 'noRoom', by, stage });
    else {
      const file = { fileId: added.fileId, bytes: sealed.size };
      this.shelf.note(facts, { [stage]: file, ...(policy ? { sealedBy: policy.by } : {}) });
    }
  }

  async #prove(stage: AgreementStage, made: MadeFile, facts: AgreementFacts, source: AgreedSource): Promise<void> {
    const state = this.#room.files.stateOf(made.fileId);
    if (state.name !== 'here') return;
    let toldAtMs = -Infinity;
    const tellPage = (page: number, pages: number): void => {
      if (performance.now() - toldAtMs < TELL_EVERY_MS) return;
      toldAtMs = performance.now();
      this.#tell(facts, made, { state: 'proving', page, pages });
    };
    this.#tell(facts, made, { state: 'proving' });
    const proof = await this.#options.work.prove(source, state.blob, stage, tellPage);
    if (proof.ok) this.#tell(facts, made, { state: 'same' });
    else {
      const { problem, page } = proof;
      this.#tell(facts, made, { state: 'different', problem, ...(page === undefined ? {} : { page }) });
    }
  }

  #fetch(made: MadeFile, facts: AgreementFacts): boolean {
    const { files } = this.#room;
    if (files.stateOf(made.fileId).name === 'failed') {
      this.#tell(facts, made, { state: 'different', problem: 'notFetched' });
    } else files.fetch(made.fileId, made.bytes);
    return false;
  }

  async #handOver(made: MadeFile, facts: AgreementFacts): Promise<void> {
    const state = this.#room.files.stateOf(made.fileId);
    if (state.name !== 'here') return;
    const added = await this.#options.putOnTable(facts, state.blob);
    if (added === undefined) this.shelf.stop(facts, { why: 'noRoom', by: 'agent', stage: 'result' });
    else this.shelf.handOver(facts, added);
  }

  #tell({ agreementId, file }: AgreementFacts, made: MadeFile, news: Omit<AgreementProof, 'attempt' | 'sha256'>): void {
    const proof = { attempt: file?.attempt ?? 1, sha256: made.fileId, ...news };
    this.#proofs.set(agreementId, proof);
    if (!this.#isClosed) this.shelf.tell(agreementId, proof);
  }

  #wait(agreementId: string): void {
    if (this.#patient.has(agreementId)) return;
    const over = (): void => {
      this.#patient.delete(agreementId);
      this.#outOfPatience.add(agreementId);
      this.#look();
    };
    this.#patient.set(agreementId, setTimeout(over, PATIENCE_MS));
  }

  /** Undefined while the document is not here as a whole. */
  #sourceOf({ card }: AgreementFacts): AgreedSource | undefined {
    const state = this.#room.files.stateOf(card.fileId);
    return state.name === 'here'
      ? { card, blob: state.blob, content: contentOf(this.#room.maps, card.fileId) }
      : undefined;
  }
}
