// How an agreement stands, and what is to be done about it next, from what both sides share. Pure: it knows no room, file or clock.
import type {
  Agreement,
  AgreementFile,
  AgreementProof,
  AgreementStage,
  DocumentCard,
  MadeFile,
  Stopped,
} from '../../../signalling/protocol/assist.ts';
import type { Party } from '../../../signalling/protocol/index.ts';

/** All that is known of one agreement. `file` is missing where the agent's page is from before files were proved; `agreement`
 * until the customer is asked. */
export type AgreementFacts = {
  agreementId: string;
  card: DocumentCard;
  agreement: Agreement | undefined;
  file: AgreementFile | undefined;
  proofs: Readonly<Partial<Record<Party, AgreementProof>>>;
};

export type Standing =
  /** It is being made and proved. `page` of `pages`: how far whoever is at it has come. */
  | { name: 'checking'; stage: AgreementStage; by: Party; page: number | undefined; pages: number | undefined }
  | { name: 'asked'; isAlone: boolean }
  | ({ name: 'stopped' } & Stopped)
  | { name: 'declined' }
  | { name: 'withdrawn' }
  | { name: 'done'; resultFileId: string; isAlone: boolean; sealedBy: string | undefined };

export function standingOf({ agreement, file, proofs }: AgreementFacts): Standing {
  const isAlone = file?.isAlone ?? false;
  if (agreement?.resultFileId !== undefined && agreement.state === 'agreed') {
    return { name: 'done', resultFileId: agreement.resultFileId, isAlone, sealedBy: file?.sealedBy };
  }
  if (agreement?.state === 'declined') return { name: 'declined' };
  if (file?.stopped)
    return file.stopped.why === 'takenBack' ? { name: 'withdrawn' } : { name: 'stopped', ...file.stopped };
  if (agreement?.state === 'withdrawn') return { name: 'withdrawn' };
  if (agreement?.state === 'asked') return { name: 'asked', isAlone };
  const stage = agreement ? 'result' : 'body';
  const own = proofFor(file, stage, proofs.agent);
  const by = own?.state === 'same' && !isAlone ? 'customer' : 'agent';
  const proof = proofFor(file, stage, proofs[by]);
  return { name: 'checking', stage, by, page: proof?.page, pages: proof?.pages };
}

/** Nothing is written on its document meanwhile. */
export function isFreezing(facts: AgreementFacts): boolean {
  const standing = standingOf(facts);
  if (standing.name === 'asked') return true;
  // An old agent's page says of none of its failures: it would stay frozen for good.
  return facts.file !== undefined && (standing.name === 'checking' || mayTryAgain(facts));
}

/** What is agreed already can be made again as it was; what was asked about something else cannot. */
export function mayTryAgain(facts: AgreementFacts): boolean {
  const standing = standingOf(facts);
  return standing.name === 'stopped' && standing.stage === 'result' && standing.why !== 'changed';
}

/** What one side knows that the other need not. */
export type OwnView = {
  /** What stands on the document is what stood there when it began. Undefined: not compared yet. */
  isUnchanged: boolean | undefined;
  isHere: (fileId: string) => boolean;
  /** What became of this side's own look at a file in this try. */
  proof: AgreementProof | undefined;
  /** The other side's page proves files, too. */
  otherProves: boolean;
  /** It has been waited for, in vain. */
  isPatienceOver: boolean;
};

export type Due =
  | { name: 'nothing' }
  | { name: 'compare' }
  | { name: 'make'; stage: AgreementStage }
  | { name: 'prove'; stage: AgreementStage; made: MadeFile }
  | { name: 'fetch'; made: MadeFile }
  | { name: 'stop'; stopped: Omit<Stopped, 'stage'>; stage: AgreementStage }
  /** The other side's page may not know of this. */
  | { name: 'haveManners' }
  | { name: 'ask'; isAlone: boolean }
  | { name: 'handOver'; made: MadeFile };

const NOTHING: Due = { name: 'nothing' };

export function dueOfAgent(facts: AgreementFacts, own: OwnView): Due {
  const { file, agreement, proofs } = facts;
  const { name } = standingOf(facts);
  if (!file || (name !== 'checking' && name !== 'asked')) return NOTHING;
  const stage = agreement ? 'result' : 'body';
  if (own.isUnchanged === undefined) return { name: 'compare' };
  if (!own.isUnchanged) return { name: 'stop', stopped: { why: 'changed', by: 'agent' }, stage };
  if (name === 'asked') return NOTHING;
  const made = file[stage];
  if (!made || !own.isHere(made.fileId)) return { name: 'make', stage };
  const mine = proofFor(file, stage, own.proof);
  if (!mine) return { name: 'prove', stage, made };
  if (mine.state === 'proving') return NOTHING;
  const theirs = proofFor(file, stage, proofs.customer);
  if (mine.state === 'different') return { name: 'stop', stopped: reasonOf(mine, 'agent'), stage };
  if (theirs?.state === 'different') return { name: 'stop', stopped: reasonOf(theirs, 'customer'), stage };
  const isAlone = theirs?.state !== 'same';
  if (isAlone && own.otherProves) return NOTHING;
  if (isAlone && !own.isPatienceOver) return { name: 'haveManners' };
  return stage === 'body' ? { name: 'ask', isAlone } : { name: 'handOver', made };
}

export function dueOfCustomer(facts: AgreementFacts, own: OwnView): Due {
  const standing = standingOf(facts);
  const { file } = facts;
  if (!file || standing.name !== 'checking') return NOTHING;
  const { stage } = standing;
  const made = file[stage];
  if (!made) return NOTHING;
  if (own.isUnchanged === undefined) return { name: 'compare' };
  if (!own.isUnchanged || proofFor(file, stage, own.proof)) return NOTHING;
  return own.isHere(made.fileId) ? { name: 'prove', stage, made } : { name: 'fetch', made };
}

/** A proof counts for the file and the try that it names. */
function proofFor(
  file: AgreementFile | undefined,
  stage: AgreementStage,
  proof: AgreementProof | undefined,
): AgreementProof | undefined {
  const isOfThis = proof && file && proof.attempt === file.attempt && proof.sha256 === file[stage]?.fileId;
  return isOfThis ? proof : undefined;
}

function reasonOf({ problem, page }: AgreementProof, by: Party): Omit<Stopped, 'stage'> {
  return { why: problem ?? 'looksDifferent', by, ...(page === undefined ? {} : { page }) };
}
