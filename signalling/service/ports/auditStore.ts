// Who did what with accounts and records, for whoever must be able to tell later. Contracts only.

export type AuditKind =
  | 'serverStarted'
  | 'auditKeyChanged'
  | 'settingsTakenUp'
  | 'signedIn'
  | 'signInFailed'
  | 'signedOut'
  | 'sessionsEnded'
  | 'passwordChanged'
  | 'secondFactorOn'
  | 'secondFactorOff'
  | 'recoveryCodeUsed'
  | 'recoveryCodesRenewed'
  | 'accountAdded'
  | 'accountRemoved'
  | 'roleChanged'
  | 'recordsListed'
  | 'recordRead'
  | 'pictureRead'
  | 'agreementRead'
  | 'callTransferred'
  | 'personAdded'
  | 'guestInvited'
  | 'guestAdmitted'
  | 'guestPaused'
  | 'guestLetBackIn'
  | 'personRemoved'
  | 'supervisionBegan'
  | 'supervisionEnded'
  | 'callTakenOver'
  | 'intentSetByOther'
  | 'customerExported'
  | 'customerErased'
  | 'backedUp'
  | 'restored';

/** Ids, names of states, hashes and numbers: never what people are called, say or show. So erasing somebody leaves the chain whole. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null>>;
export type AuditEntry = { readonly atMs: number; readonly kind: AuditKind; readonly facts: AuditFacts };

export type AuditStore = {
  /** MUST add it to the end of the chain in one transaction: each entry carries a hash over itself and the one before. */
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Forgets what is older and leaves a signed checkpoint in its place, from which the chain goes on. Resolves to how many are gone. */
  forgetAudit(beforeMs: number, nowMs: number): Promise<number>;
};
