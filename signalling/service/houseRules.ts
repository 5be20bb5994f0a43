// What the settings say beside routing: how long entries are kept, what may be shared, and which documents are prepared.
import type { AssistPolicy, PreparedDocument, QueueId } from '../protocol/index.ts';

export type Retention = {
  /** Entries on calls' records, in days. */
  readonly entriesDays: number;
  /** Stills filed with calls, in days. */
  readonly stillsDays: number;
};

/** A document as it was when the settings were read; nobody changes it until they are read again. */
export type DocumentOnShelf = PreparedDocument & { readonly content: Uint8Array };

export type HouseRules = {
  readonly retention: Retention;
  readonly assist: AssistPolicy;
  readonly documents: ReadonlyMap<QueueId, readonly DocumentOnShelf[]>;
};

/** The rules in force. Replaced whole when the settings are read again. */
export type House = { rules: HouseRules };

export const DEFAULT_RETENTION: Retention = { entriesDays: 90, stillsDays: 30 };
export const DEFAULT_ASSIST: AssistPolicy = { maxFileBytes: 50_000_000, customerFiles: true, recordChat: true };
export const DEFAULT_HOUSE_RULES: HouseRules = {
  retention: DEFAULT_RETENTION,
  assist: DEFAULT_ASSIST,
  documents: new Map(),
};
