// What the service asks of a store about faces and consent, as a contract. One customer at a time: there is no way to ask for all.
import type { AgentId, CallId, CustomerId, EnrolmentFacts, Language, RecordedCheck } from '../../protocol/index.ts';

export type Consent = {
  readonly customerId: CustomerId;
  readonly callId: CallId;
  readonly textVersion: string;
  readonly locale: Language;
  readonly withdrawalHash: string;
  /** Whose signature shows that the customer's key is there; null: from before there were challenges. */
  readonly possessionKey: string | null;
  readonly givenAtMs: number;
  /** Null: it holds. */
  readonly withdrawnAtMs: number | null;
};

/** What only the customer's key opens, and what stands beside it in the clear. */
export type StoredTemplate = {
  readonly customerId: CustomerId;
  readonly templateId: string;
  readonly model: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
  readonly enrolment: EnrolmentFacts;
  readonly enrolledBy: AgentId;
};

export type IdentityCheck = RecordedCheck & {
  readonly callId: CallId;
  readonly agentId: AgentId;
  /** Null where the face was not asked for. */
  readonly customerId: CustomerId | null;
  /** What an enrolment's template is bound to; null otherwise, and once it is filed. */
  readonly toFile: Pick<StoredTemplate, 'templateId' | 'createdAtMs' | 'expiresAtMs'> | null;
};

export type HeldOfCustomer = {
  readonly consents: readonly Consent[];
  readonly template: StoredTemplate | null;
  readonly checks: readonly IdentityCheck[];
};

export type IdentityStore = {
  /** A later consent of the same customer keeps the first `withdrawalHash`, and the first `possessionKey` that there was. */
  addConsent(consent: Consent): Promise<void>;
  /** Of this call, also those that were withdrawn. */
  countConsents(callId: CallId): Promise<number>;
  /** The last one of this call. */
  findConsent(callId: CallId): Promise<Consent | null>;
  findWithdrawalHash(customerId: CustomerId): Promise<string | null>;
  findPossessionKey(customerId: CustomerId): Promise<string | null>;
  /** MUST erase the template and mark every consent in one transaction, and leave nothing of the template behind. */
  withdraw(customerId: CustomerId, atMs: number): Promise<void>;
  /** Takes the place of an older one. */
  putTemplate(template: StoredTemplate): Promise<void>;
  findTemplate(customerId: CustomerId): Promise<StoredTemplate | null>;
  /** By the organisation's own number, exactly: for export and erasure. */
  findCustomerOf(reference: string): Promise<CustomerId | null>;
  /** Adds it, or takes the place of the one with the same id. */
  putCheck(check: IdentityCheck): Promise<void>;
  findCheck(checkId: string): Promise<IdentityCheck | null>;
  /** Oldest first. */
  checksOfCall(callId: CallId): Promise<readonly IdentityCheck[]>;
  /** Of this customer, begun at or after `sinceMs`, oldest first. */
  checksOf(customerId: CustomerId, sinceMs: number): Promise<readonly IdentityCheck[]>;
  /** All that is held of one customer. */
  readCustomer(customerId: CustomerId): Promise<HeldOfCustomer>;
  /** MUST leave nothing behind. Resolves to whether there was anything. */
  eraseCustomer(customerId: CustomerId): Promise<boolean>;
  /**
   * Forgets templates that have expired at `nowMs`, and consents and checks older than `beforeMs` of whom no template is held;
   * MUST leave nothing behind.
   */
  forgetIdentity(nowMs: number, beforeMs: number): Promise<{ readonly templates: number; readonly records: number }>;
};
