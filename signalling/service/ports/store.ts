// What the service asks of a store, as contracts. Knows no database. Everything is async, so that a remote one fits.
import type {
  AgentId,
  CallId,
  CallRecord,
  Party,
  Quality,
  RecordedTranscriptEntry,
  StoreHealth,
  Words,
} from '../../protocol/index.ts';
import type { Agent } from '../../domain/agent/agent.ts';
import type { Call } from '../../domain/call/call.ts';
import type { PictureType } from '../../domain/files/fileType.ts';
import type { AccountStore, SessionStore } from './accountStore.ts';
import type { AuditStore } from './auditStore.ts';
import type { IdentityStore } from './identityStore.ts';
import type { LinkStore } from './links.ts';
import type { SecondFactorStore } from './secondFactorStore.ts';
import type { Decision, EndedOffer, LeftSegment } from '../../domain/switchboard/switchboard.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';

/** All that one decision changes. */
export type Changes = {
  readonly calls: readonly Call[];
  /** Calls that are no longer part of the live state. */
  readonly removedCalls: readonly CallId[];
  readonly agents: readonly Agent[];
  /** Calls that have just ended: they go on record. */
  readonly endedCalls: readonly EndedCall[];
  /** Parts of agents that are over: they go on record, also while their call goes on. */
  readonly leftSegments: readonly LeftSegment[];
  readonly wrapUps: readonly WrapUpNote[];
  /** Offers that are over: they go on record. */
  readonly endedOffers: readonly EndedOffer[];
  /** Shields that are over: they go on record. */
  readonly endedReplies: Decision['endedReplies'];
  readonly callTokens: readonly { readonly tokenHash: string; readonly callId: CallId }[];
  readonly endedSessions: readonly string[];
};
/** What the agent of a part says about it; `number` as in `LeftSegment`. */
export type WrapUpNote = {
  readonly callId: CallId;
  readonly number: number;
  readonly reason: Words;
  readonly notes: string;
};
/** A part on record, with what its agent said about it. */
export type RecordedSegment = LeftSegment & { readonly reason: Words | null; readonly notes: string | null };

/** What one side measured while an agent had the call; `number` of that agent's part, as in `LeftSegment`. */
export type QualityNote = {
  readonly callId: CallId;
  readonly number: number;
  readonly party: Party;
  readonly quality: Quality;
};

export const NO_CHANGES: Changes = {
  calls: [],
  removedCalls: [],
  agents: [],
  endedCalls: [],
  leftSegments: [],
  wrapUps: [],
  endedOffers: [],
  endedReplies: [],
  callTokens: [],
  endedSessions: [],
};

/** `problem`: where it does not fit and why, without what it says. */
export type Unreadable = { readonly kind: 'call' | 'agent'; readonly id: string; readonly problem: string };

export type StateStore = {
  /** MUST apply all of it in one transaction, or none of it and reject: also when a wrap-up is of a part that is not on record. */
  commit(changes: Changes): Promise<void>;
  /** The live calls and all agents, as last committed. MUST leave in the store what cannot be read, and say so. */
  loadLive(): Promise<{
    readonly calls: readonly Call[];
    readonly agents: readonly Agent[];
    readonly unreadable: readonly Unreadable[];
  }>;
};

/** Call tokens are found by hash; the tokens themselves are never stored. */
export type TokenStore = {
  findCallOfToken(tokenHash: string): Promise<CallId | null>;
  /** Forgets sessions expired at `nowMs`, revocations of a day before, and the tokens of calls that ended before `endedBeforeMs`. */
  forgetExpired(nowMs: number, endedBeforeMs: number): Promise<void>;
};

export type RecordStore = {
  findEndedCall(callId: CallId): Promise<EndedCall | null>;
  /** The parts of a call that are over, in order; also while it goes on. */
  segmentsOf(callId: CallId): Promise<readonly RecordedSegment[]>;
  /** Calls on record in which this agent had a part that ended before `beforeMs`, newest first; each once, as that agent knew it. */
  recentCalls(agentId: AgentId, limit: number, beforeMs: number): Promise<readonly CallRecord[]>;
  /** Calls on record whose link carried this reference and that ended at or after `sinceMs`, newest first. */
  callsOfReference(reference: string, sinceMs: number, limit: number): Promise<readonly EndedCall[]>;
  /** Calls on record that ended at or after `sinceMs`, the last 50,000 at most. */
  endedCallsSince(sinceMs: number): Promise<readonly EndedCall[]>;
  /** The parts of these, those of one call in order. */
  segmentsSince(sinceMs: number): Promise<readonly RecordedSegment[]>;
  /** Offers on record that ended at or after `sinceMs`, oldest first; at most 10,000. */
  endedOffers(sinceMs: number): Promise<readonly EndedOffer[]>;
  /** Offers that this agent missed, newest first; not where a colleague only asked. */
  missedOffers(agentId: AgentId, limit: number): Promise<readonly EndedOffer[]>;
  /** Shields on record of this agent, or of all, that ended at or after `sinceMs`, oldest first; at most 1,000. */
  endedReplies(agentId: AgentId | null, sinceMs: number): Promise<Decision['endedReplies']>;
  /** Forgets calls and offers, and shields, that ended before; MUST leave nothing of them behind. Resolves to how many are gone. */
  forgetRecords(olderThan: {
    readonly callsMs: number;
    readonly shieldsMs: number;
  }): Promise<{ readonly calls: number; readonly offers: number; readonly shields: number }>;
  /** Replaces what this side said of this part before. The part MAY still go on: the record takes this up when it is over. */
  putQuality(note: QualityNote): Promise<void>;
  /** Of all parts of a call, in order; also while it goes on. */
  qualitiesOf(callId: CallId): Promise<readonly QualityNote[]>;
};

export type TranscriptNote = RecordedTranscriptEntry & { readonly callId: CallId };
export type Still = {
  readonly callId: CallId;
  readonly sha256: string;
  readonly type: PictureType;
  readonly content: Uint8Array;
};
/** What a customer agreed to: a PDF. */
export type AgreedFile = {
  readonly callId: CallId;
  readonly sha256: string;
  readonly atMs: number;
  readonly content: Uint8Array;
};
/** `known`: it was there already, and nothing has changed. `full`: the call has as many as it may have. */
export type Filing = 'filed' | 'known' | 'full';

/** How many are gone. */
export type Forgotten = { readonly entries: number; readonly stills: number; readonly agreements: number };

/** What goes on a call's record beside the record itself, and is forgotten before it. */
export type TranscriptStore = {
  /** One party's entry of one id is filed once. The call MAY still go on, and MAY have no record yet. */
  addEntry(entry: TranscriptNote, most: number): Promise<Filing>;
  /** In order of time, those of one moment in the order they came. */
  entriesOf(callId: CallId, skip: number, limit: number): Promise<readonly RecordedTranscriptEntry[]>;
  /** MUST file the still and its entry in one transaction, or neither. */
  addStill(
    still: Still,
    entry: TranscriptNote,
    most: { readonly stills: number; readonly entries: number },
  ): Promise<Filing>;
  findStill(callId: CallId, sha256: string): Promise<Pick<Still, 'type' | 'content'> | null>;
  /** `unnamed`: no agreement among the call's entries names it. */
  addAgreedFile(file: AgreedFile, most: number): Promise<Filing | 'unnamed'>;
  findAgreedFile(callId: CallId, sha256: string): Promise<Uint8Array | null>;
  /** Forgets what is older, and leaves nothing of it behind. Resolves to how many are gone. */
  forgetEntries(olderThan: {
    readonly entriesMs: number;
    readonly stillsMs: number;
    readonly agreementsMs: number;
  }): Promise<Forgotten>;
};

/** What the settings file said when it was last taken up: a start without the file goes on with it. */
export type KeptSettings = {
  readonly text: string;
  /** Where the file was: documents are named from there. Null: it is not known. */
  readonly folder: string | null;
};
export type SettingsStore = {
  putSettings(settings: KeptSettings, takenAtMs: number): Promise<void>;
  findSettings(): Promise<KeptSettings | null>;
};

/** How many values were sealed anew, and how many stay as they are because no key opens them. */
export type Resealed = { readonly sealed: number; readonly unopened: number };

export type Store = StateStore &
  SettingsStore &
  AccountStore &
  SessionStore &
  SecondFactorStore &
  TokenStore &
  RecordStore &
  TranscriptStore &
  AuditStore &
  IdentityStore &
  LinkStore & {
    /** MUST write: rejects when nothing can be, as on a full disk. */
    check(): Promise<void>;
    /**
     * Seals what is not sealed with the present key. MUST let others be served meanwhile, go on behind what it cannot open, and
     * resolve early when the store is closed. Looks at nothing when all was looked at for that key.
     */
    reseal(): Promise<Resealed>;
    /** The same, in a word. */
    health(): Promise<StoreHealth>;
    close(): Promise<void>;
  };
