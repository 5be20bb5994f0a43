// What is asked of a store for one person who wants to know, or to be forgotten. Contracts only; no server needs it.
import type { CallId, CustomerId, RecordedTranscriptEntry } from '../../protocol/index.ts';
import type { PictureType } from '../../domain/files/fileType.ts';
import type { EndedOffer } from '../../domain/switchboard/switchboard.ts';
import type { QualityNote, RecordedSegment } from './store.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';

export type KeptContent = { readonly sha256: string; readonly atMs: number; readonly content: Uint8Array };

/** All that is on record of one call. */
export type CallData = {
  readonly record: EndedCall;
  readonly segments: readonly RecordedSegment[];
  readonly qualities: readonly QualityNote[];
  readonly offers: readonly EndedOffer[];
  readonly entries: readonly RecordedTranscriptEntry[];
  readonly stills: readonly (KeptContent & { readonly type: PictureType })[];
  readonly agreements: readonly KeptContent[];
};

export type CustomerDataStore = {
  /** Calls in which this customer consented or was checked, the oldest first. */
  callsOfCustomer(customerId: CustomerId): Promise<readonly CallId[]>;
  /** Calls on record under exactly this name, the newest first. */
  callsNamed(customerName: string, limit: number): Promise<readonly EndedCall[]>;
  /** Null when it is not on record. */
  readCall(callId: CallId): Promise<CallData | null>;
  /** Whether it goes on, or is being wrapped up. */
  isCallLive(callId: CallId): Promise<boolean>;
  /** MUST erase all that is held of these calls in one transaction and leave nothing behind. Resolves to how many were on record. */
  eraseCalls(callIds: readonly CallId[]): Promise<number>;
};
