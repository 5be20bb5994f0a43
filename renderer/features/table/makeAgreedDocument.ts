// What is done with files for an agreement: the document is written with what was filled in and drawn, with or without the page
// that says who agreed to what, and whatever was written is proved against what this side sees. Knows files; no states.
import type { Agreement, AgreementStage, DocumentCard } from '../../../signalling/protocol/assist.ts';
import type { OpenDocument } from '../../core/documents/document.ts';
import { flattenDocument, type Agreement as AgreementPage } from '../../core/documents/flatten.ts';
import { openDocument } from '../../core/documents/openDocument.ts';
import { proveFlattened, type Proof } from '../../core/documents/proveFlattened.ts';
import { formatMoment } from '../language/index.ts';
import { agreementWords } from './agreementWords.ts';
import type { DocumentContent } from './documentContent.ts';

export type AgreementNames = { agent: string; customer: string };
export type AgreedSource = { card: DocumentCard; blob: Blob; content: DocumentContent };

/** What an agreement needs done; tests do it otherwise. */
export type AgreementWork = {
  /** @returns undefined when the document cannot be written to. `agreement`: for the page that is added. */
  make: (source: AgreedSource, agreement: Agreement | undefined, names: AgreementNames) => Promise<Blob | undefined>;
  prove: (
    source: AgreedSource,
    made: Blob,
    stage: AgreementStage,
    onPage: (page: number, pages: number) => void,
  ) => Promise<Proof>;
};

export const agreementWork: AgreementWork = { make: makeDocument, prove: proveDocument };

async function makeDocument(
  { card, blob, content }: AgreedSource,
  agreement: Agreement | undefined,
  names: AgreementNames,
): Promise<Blob | undefined> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const opened = await openDocument(bytes, card.type);
  if (!opened.ok) return undefined;
  const source = opened.value;
  try {
    const page = agreement && pageOf(agreement, card, names);
    const input = { source, bytes, type: card.type, ...content, agreement: page };
    const result = await flattenDocument(input);
    return result.ok ? new Blob([result.value.slice()]) : undefined;
  } finally {
    source.close();
  }
}

async function proveDocument(
  { card, blob, content }: AgreedSource,
  made: Blob,
  stage: AgreementStage,
  onPage: (page: number, pages: number) => void,
): Promise<Proof> {
  const opened = await openDocument(new Uint8Array(await blob.arrayBuffer()), card.type, { byOutlines: true });
  if (!opened.ok) return { ok: false, problem: 'sourceBroken' };
  const source: OpenDocument = opened.value;
  const addedPages = stage === 'result' ? 1 : 0;
  try {
    return await proveFlattened({
      source,
      result: new Uint8Array(await made.arrayBuffer()),
      ...content,
      addedPages,
      onPage: (page) => onPage(page, source.pageCount + addedPages),
    });
  } finally {
    source.close();
  }
}

function pageOf(agreement: Agreement, card: DocumentCard, names: AgreementNames): AgreementPage {
  const atMs = agreement.decidedAtMs ?? agreement.askedAtMs;
  return {
    words: agreementWords(),
    statement: agreement.statement,
    signedName: agreement.signedName ?? '',
    customerName: names.customer,
    agentName: names.agent,
    documentName: card.name,
    timeIso: new Date(atMs).toISOString(),
    timeWords: formatMoment(atMs),
    sha256: card.fileId,
  };
}
