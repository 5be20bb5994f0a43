// The PDF that holds an agreement: the document with what was filled in and drawn, and a page that says who agreed to what.
import type { Agreement, DocumentCard, Ink } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { flattenDocument, type Agreement as AgreementPage } from '../../core/documents/flatten.ts';
import { openDocument } from '../../core/documents/openDocument.ts';
import { m } from '../../paraglide/messages.js';
import { formatMoment } from '../language/index.ts';
import { agreementWords } from './agreementWords.ts';

export type ShownAgreement = { agreementId: string; agreement: Agreement; card: DocumentCard };
export type AgreementNames = { agent: string; customer: string };

/** @returns undefined when the document cannot be written to */
export async function makeAgreedDocument(
  room: AssistRoom,
  { agreement, card }: ShownAgreement,
  blob: Blob,
  names: AgreementNames,
): Promise<File | undefined> {
  const atMs = agreement.decidedAtMs ?? agreement.askedAtMs;
  const page: AgreementPage = {
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
  const fields = [...room.maps.fields.entries.values()].filter(({ fileId }) => fileId === card.fileId);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const source = await openDocument(bytes, card.type);
  if (!source.ok) return undefined;
  const result = await flattenDocument({
    bytes,
    type: card.type,
    source: source.value,
    fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    inks: inksByPage(room, card.fileId),
    agreement: page,
  });
  source.value.close();
  if (!result.ok) return undefined;
  return new File([result.value.slice()], m.agreementFileName({ name: card.name.replace(/\.[a-z0-9]{1,5}$/i, '') }));
}

function inksByPage(room: AssistRoom, fileId: string): ReadonlyMap<number, Ink[]> {
  const pages = new Map<number, Ink[]>();
  for (const ink of room.maps.ink.entries.values()) {
    const [kind, of, page] = ink.surface.split(':');
    if (kind === 'page' && of === fileId) pages.set(Number(page), [...(pages.get(Number(page)) ?? []), ink]);
  }
  return pages;
}
