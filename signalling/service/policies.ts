// What the settings say besides routing: how long entries are kept and sessions live, what may be shared, how customers may be identified, and
// which documents are prepared.
import {
  CONSENT_TEXT_VERSION,
  type AssistPolicy,
  type EarlierPolicy,
  type IdentityPolicy,
  type PreparedDocument,
  type QueueId,
} from '../protocol/index.ts';
import { DEFAULT_CALL_BOUNDS, type CallBounds } from './callBounds.ts';
import type { Links } from './ports/links.ts';
import type { Sealer } from './ports/sealer.ts';
import { DEFAULT_SECOND_FACTOR, type SecondFactorRules } from './secondFactor/secondFactorRules.ts';
import { DEFAULT_WORK, type WorkRules } from './work/workNeeded.ts';
import { DEFAULT_SESSION_RULES, type SessionRules } from './session/sessionRules.ts';

export type Retention = {
  /** Records of calls and all that belongs to them, in days. */
  readonly callsDays: number;
  /** When agents wrote and how it ended, in days. */
  readonly shieldsDays: number;
  /** The audit log, in days. */
  readonly auditDays: number;
  /** Entries on calls' records, in days. */
  readonly entriesDays: number;
  /** Stills filed with calls, in days. */
  readonly stillsDays: number;
  /** Files that customers agreed to, in days. 0: they are not kept at the server at all. */
  readonly agreementsDays: number;
};

/** A document as it was when the settings were read; nobody changes it until they are read again. */
export type DocumentOnShelf = PreparedDocument & { readonly content: Uint8Array };

/** Who is told of supervision. It holds for a call as it was when the call came. */
export type SupervisionRules = {
  /** Agents read who listens to them. Who whispers or talks with them they know in any case. */
  readonly agentsAreTold: boolean;
  /** Customers read from the start that somebody may listen. */
  readonly customersAreTold: boolean;
};

export type Policies = {
  readonly supervision: SupervisionRules;
  /** Who seals what is agreed, by queue. */
  readonly seals: ReadonlyMap<QueueId, Sealer>;
  /** Signed links to calls; null: there are none. */
  readonly links: Links | null;
  /** How many calls may come from one network. */
  readonly callsOfNetwork: CallBounds;
  /** What calls take while too many call. */
  readonly work: WorkRules;
  readonly retention: Retention;
  readonly sessions: SessionRules;
  readonly secondFactor: SecondFactorRules;
  readonly assist: AssistPolicy;
  readonly identity: IdentityPolicy;
  readonly documents: ReadonlyMap<QueueId, readonly DocumentOnShelf[]>;
  /** What becomes of what was written and shown before a call was handed on, by queue; of others `DEFAULT_EARLIER`. */
  readonly earlier: ReadonlyMap<QueueId, EarlierPolicy>;
  /** The file that `identity.recogniser` tells of. */
  readonly recogniser: Uint8Array | null;
};

/** Replaced whole when the settings are read again. */
export type PoliciesInForce = { current: Policies };

export const DEFAULT_RETENTION: Retention = {
  callsDays: 365,
  shieldsDays: 90,
  auditDays: 730,
  entriesDays: 90,
  stillsDays: 30,
  agreementsDays: 90,
};
export const DEFAULT_ASSIST: AssistPolicy = { maxFileBytes: 50_000_000, customerFiles: true, recordChat: true };
export const DEFAULT_EARLIER: EarlierPolicy = 'offered';
/** Off: an organisation says so itself when it has looked at what it takes to check faces. */
export const DEFAULT_IDENTITY: IdentityPolicy = {
  isOn: false,
  textVersion: CONSENT_TEXT_VERSION,
  templateDays: 365,
  recordDays: 90,
  isStrict: false,
  recogniser: null,
  ways: [{ kind: 'code' }],
};
export const DEFAULT_SUPERVISION: SupervisionRules = { agentsAreTold: true, customersAreTold: false };
export const DEFAULT_POLICIES: Policies = {
  supervision: DEFAULT_SUPERVISION,
  retention: DEFAULT_RETENTION,
  sessions: DEFAULT_SESSION_RULES,
  secondFactor: DEFAULT_SECOND_FACTOR,
  assist: DEFAULT_ASSIST,
  identity: DEFAULT_IDENTITY,
  documents: new Map(),
  earlier: new Map(),
  seals: new Map(),
  links: null,
  callsOfNetwork: DEFAULT_CALL_BOUNDS,
  work: DEFAULT_WORK,
  recogniser: null,
};
