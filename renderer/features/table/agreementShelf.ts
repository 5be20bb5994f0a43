// The agreements of a call as both sides share them: read as facts, and changed only where nobody has changed them since.
import type { AgreementFile, AgreementProof, Stopped } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { AgreementFacts } from './agreementStanding.ts';

export class AgreementShelf {
  readonly #room: AssistRoom;

  constructor(room: AssistRoom) {
    this.#room = room;
  }

  /** In the order in which they were begun. */
  all(): readonly AgreementFacts[] {
    const { agreements, agreementFiles } = this.#room.maps;
    return [...new Set([...agreementFiles.entries.keys(), ...agreements.entries.keys()])]
      .flatMap((agreementId) => this.factsOf(agreementId) ?? [])
      .toSorted((a, b) => beganAtMs(a) - beganAtMs(b));
  }

  factsOf(agreementId: string): AgreementFacts | undefined {
    const { agreements, agreementFiles, agreementProofs, documents } = this.#room.maps;
    const agreement = agreements.get(agreementId);
    const file = agreementFiles.get(agreementId);
    const card = documents.get(file?.fileId ?? agreement?.fileId ?? '');
    if (!card) return undefined;
    const [agent, customer] = (['agent', 'customer'] as const).map((of) => agreementProofs.get(`${agreementId}:${of}`));
    const proofs = { ...(agent ? { agent } : {}), ...(customer ? { customer } : {}) };
    return { agreementId, card, agreement, file, proofs };
  }

  /** Begins anew, also where a try has failed. */
  begin(agreementId: string, begun: Omit<AgreementFile, 'attempt'>): void {
    const attempt = (this.#room.maps.agreementFiles.get(agreementId)?.attempt ?? 0) + 1;
    this.#room.maps.agreementFiles.set(agreementId, { ...begun, attempt });
  }

  /** @returns false when the try that it is about is not the present one */
  note(
    { agreementId, file }: AgreementFacts,
    news: Pick<Partial<AgreementFile>, 'body' | 'result' | 'sealedBy' | 'isAlone'>,
  ): boolean {
    const now = this.#room.maps.agreementFiles.get(agreementId);
    if (!now || now.attempt !== file?.attempt || now.stopped) return false;
    this.#room.maps.agreementFiles.set(agreementId, { ...now, ...news });
    return true;
  }

  /** A question that was asked is asked no more; what was agreed stays so as long as it can still be made. */
  stop(facts: AgreementFacts, stopped: Stopped): void {
    const { agreementId } = facts;
    const { agreements, agreementFiles } = this.#room.maps;
    const [file, agreement] = [agreementFiles.get(agreementId), agreements.get(agreementId)];
    if (file && (file.attempt !== facts.file?.attempt || file.stopped?.why === 'takenBack')) return;
    this.#room.together(() => {
      if (file) agreementFiles.set(agreementId, { ...file, stopped });
      const isOver = stopped.why === 'changed' || stopped.why === 'takenBack';
      const isOpen = agreement?.state === 'asked' || (agreement?.state === 'agreed' && isOver);
      if (agreement && isOpen && agreement.resultFileId === undefined) {
        agreements.set(agreementId, { ...agreement, state: 'withdrawn' });
      }
    });
  }

  /** Made once more, as it was agreed. */
  makeAgain({ agreementId, file }: AgreementFacts): void {
    if (!file?.stopped) return;
    const { stopped: _stopped, result: _result, sealedBy: _sealedBy, ...rest } = file;
    this.#room.maps.agreementFiles.set(agreementId, { ...rest, attempt: file.attempt + 1 });
  }

  ask(facts: AgreementFacts, isAlone: boolean): void {
    const { agreementId, file } = facts;
    this.#room.together(() => {
      if (!file || !this.note(facts, { isAlone })) return;
      const { fileId, statement } = file;
      const askedAtMs = Math.round(this.#room.nowMs());
      this.#room.maps.agreements.set(agreementId, { fileId, statement, askedAtMs, state: 'asked' });
    });
  }

  decide(agreementId: string, decision: { state: 'agreed'; signedName: string } | { state: 'declined' }): void {
    const agreement = this.#room.maps.agreements.get(agreementId);
    if (agreement?.state !== 'asked') return;
    const decidedAtMs = Math.round(this.#room.nowMs());
    this.#room.maps.agreements.set(agreementId, { ...agreement, ...decision, decidedAtMs });
  }

  handOver(facts: AgreementFacts, resultFileId: string): void {
    const agreement = this.#room.maps.agreements.get(facts.agreementId);
    if (agreement?.state === 'agreed')
      this.#room.maps.agreements.set(facts.agreementId, { ...agreement, resultFileId });
  }

  tell(agreementId: string, proof: AgreementProof): void {
    this.#room.maps.agreementProofs.set(`${agreementId}:${this.#room.me}`, proof);
  }
}

function beganAtMs({ file, agreement }: AgreementFacts): number {
  return file?.startedAtMs ?? agreement?.askedAtMs ?? 0;
}
