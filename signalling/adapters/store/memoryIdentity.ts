// Consents, templates and checks in plain lists, for tests.
/* eslint-disable @typescript-eslint/require-await -- the port is async, and so a throw becomes the rejection it promises */
import type { CustomerId } from '../../protocol/index.ts';
import type { Consent, IdentityCheck, IdentityStore, StoredTemplate } from '../../service/ports/identityStore.ts';

export function memoryIdentity(): IdentityStore {
  let consents: Consent[] = [];
  const templates = new Map<CustomerId, StoredTemplate>();
  const checks = new Map<string, IdentityCheck>();
  const consentsOf = (id: CustomerId): Consent[] => consents.filter(({ customerId }) => customerId === id);
  const inOrder = (): IdentityCheck[] => [...checks.values()].toSorted((a, b) => a.atMs - b.atMs);
  const checksOf = (id: CustomerId): IdentityCheck[] => inOrder().filter((check) => check.customerId === id);

  return {
    async addConsent(consent) {
      consents.push({ ...consent, ...knownBy(consentsOf(consent.customerId)) });
    },
    countConsents: async (callId) => consents.filter((consent) => consent.callId === callId).length,
    findConsent: async (callId) => consents.findLast((consent) => consent.callId === callId) ?? null,
    findWithdrawalHash: async (id) => knownBy(consentsOf(id)).withdrawalHash ?? null,
    findPossessionKey: async (id) => knownBy(consentsOf(id)).possessionKey ?? null,
    async withdraw(id, atMs) {
      templates.delete(id);
      consents = consents.map((consent) =>
        consent.customerId === id && consent.withdrawnAtMs === null ? { ...consent, withdrawnAtMs: atMs } : consent,
      );
    },
    async putTemplate(template) {
      templates.set(template.customerId, template);
    },
    findTemplate: async (customerId) => templates.get(customerId) ?? null,
    findCustomerOf: async (reference) =>
      [...templates.values()].find(({ enrolment }) => enrolment.reference === reference)?.customerId ?? null,
    async putCheck(check) {
      checks.set(check.checkId, check);
    },
    findCheck: async (checkId) => checks.get(checkId) ?? null,
    checksOfCall: async (callId) => inOrder().filter((check) => check.callId === callId),
    checksOf: async (id, sinceMs) => checksOf(id).filter(({ atMs }) => atMs >= sinceMs),
    readCustomer: async (id) => ({
      consents: consentsOf(id),
      template: templates.get(id) ?? null,
      checks: checksOf(id),
    }),
    async eraseCustomer(id) {
      const held = consentsOf(id).length + checksOf(id).length + (templates.has(id) ? 1 : 0);
      consents = consents.filter(({ customerId }) => customerId !== id);
      for (const { checkId } of checksOf(id)) checks.delete(checkId);
      templates.delete(id);
      return held > 0;
    },
    async forgetIdentity(nowMs, beforeMs) {
      const expired = [...templates.values()].filter(({ expiresAtMs }) => expiresAtMs <= nowMs);
      for (const { customerId } of expired) templates.delete(customerId);
      const isOld = (atMs: number, id: CustomerId | null): boolean =>
        atMs < beforeMs && (id === null || !templates.has(id));
      const before = consents.length + checks.size;
      consents = consents.filter(({ givenAtMs, customerId }) => !isOld(givenAtMs, customerId));
      for (const { checkId, atMs, customerId } of [...checks.values()]) {
        if (isOld(atMs, customerId)) checks.delete(checkId);
      }
      return { templates: expired.length, records: before - consents.length - checks.size };
    },
  };
}

/** Whoever consented first says by what they are known. */
function knownBy(consents: readonly Consent[]): Partial<Pick<Consent, 'withdrawalHash' | 'possessionKey'>> {
  const [first] = consents;
  if (first === undefined) return {};
  const withKey = consents.find(({ possessionKey }) => possessionKey !== null);
  return { withdrawalHash: first.withdrawalHash, ...(withKey ? { possessionKey: withKey.possessionKey } : {}) };
}
