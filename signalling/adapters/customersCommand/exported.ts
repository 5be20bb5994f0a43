// What is held of one customer, as they may have it: times as text, no hash that opens anything. Knows no store.
import type { PictureType } from '../../domain/files/fileType.ts';
import type { EndedOffer } from '../../domain/switchboard/switchboard.ts';
import type { CallData, KeptContent } from '../../service/ports/customerData.ts';
import { qualityOfParts } from '../../service/transcript/partQuality.ts';
import type { HeldOfCustomer } from '../../service/ports/identityStore.ts';

export type KeptFile = KeptContent & { readonly type: PictureType | 'pdf' };

const iso = (atMs: number): string => new Date(atMs).toISOString();
const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : iso(atMs));

/** What is sealed stays so: only the customer's own key opens it. */
export function exportedIdentity({ consents, template, checks }: HeldOfCustomer): object {
  return {
    consents: consents.map(({ callId, textVersion, locale, givenAtMs, withdrawnAtMs }) => ({
      callId,
      textVersion,
      locale,
      givenAt: iso(givenAtMs),
      withdrawnAt: isoOrNull(withdrawnAtMs),
    })),
    template: template && {
      templateId: template.templateId,
      model: template.model,
      createdAt: iso(template.createdAtMs),
      expiresAt: iso(template.expiresAtMs),
      sealedBase64: Buffer.from(template.sealed).toString('base64'),
      enrolment: template.enrolment,
    },
    checks: checks.map(({ checkId, callId, agentId, kind, atMs, consentVersion, isFiled, seen, decision }) => ({
      checkId,
      callId,
      agentId,
      kind,
      at: iso(atMs),
      consentVersion,
      isFiled,
      seen,
      decision,
    })),
  };
}

function exportedOffer({ agentId, rangAtMs, endedAtMs, result }: EndedOffer): object {
  return { agentId, rangAt: iso(rangAtMs), endedAt: iso(endedAtMs), result };
}

/** Pictures and documents by their SHA-256 and size: they are files of their own. */
export function exportedCall({ record, segments, qualities, offers, entries, stills, agreements }: CallData): object {
  const { startedAtMs, answeredAtMs, endedAtMs, ...about } = record;
  const file = ({ sha256, atMs, content }: KeptContent): object => ({
    sha256,
    at: iso(atMs),
    bytes: content.byteLength,
  });
  return {
    ...about,
    startedAt: iso(startedAtMs),
    answeredAt: isoOrNull(answeredAtMs),
    endedAt: iso(endedAtMs),
    parts: segments.map(({ number, agentId, how, queueId, joinedMs, leftMs, reason, notes }) => ({
      agentId,
      how,
      queueId,
      joinedAt: iso(joinedMs),
      leftAt: iso(leftMs),
      reason,
      notes,
      quality: qualityOfParts(qualities, [number]),
    })),
    offers: offers.filter(({ isQuestion }) => isQuestion !== true).map(exportedOffer),
    // Colleagues asked each other: no ring of the customer's, and no call that anybody missed.
    questions: offers
      .filter(({ isQuestion }) => isQuestion === true)
      .map((offer) => ({ ...exportedOffer(offer), result: offer.result === 'missed' ? 'unanswered' : offer.result })),
    entries: entries.map(({ party, atMs, entry }) => ({ party, at: iso(atMs), entry })),
    pictures: stills.map(file),
    agreedDocuments: agreements.map(file),
  };
}
