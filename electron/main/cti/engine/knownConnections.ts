// A mail program's connection as the book knows it, with the mails that it tells of. Pure: knows no socket, page or clock.
import { draftDueMs, stepDraft, type Draft, type DraftEvent } from './draft.ts';
import type { ReplyPolicy } from './replyPolicy.ts';

/** Heartbeats without a word after which a connection counts as gone. */
const SILENT_HEARTBEATS = 3;

export type KnownDraft = Draft & {
  readonly activityId: string;
  /** Since when its connection, which came back, has not told of it: its page may be slower than the connection. */
  readonly missingSinceMs: number | undefined;
};

export type KnownConnection = {
  readonly client: string;
  readonly isConnected: boolean;
  /** Undefined while it speaks. A connection that was gone is back with its own first message: a relay says hello for a program that hangs, too. */
  readonly goneAtMs: number | undefined;
  readonly heardAtMs: number;
  readonly drafts: ReadonlyMap<string, KnownDraft>;
};

export type KnownConnections = ReadonlyMap<string, KnownConnection>;

export function isSilent(
  { goneAtMs, heardAtMs }: KnownConnection,
  { heartbeatMs }: ReplyPolicy,
  nowMs: number,
): boolean {
  return goneAtMs === undefined && nowMs >= heardAtMs + SILENT_HEARTBEATS * heartbeatMs;
}

export function connectionDuesMs({ goneAtMs, heardAtMs, drafts }: KnownConnection, policy: ReplyPolicy): number[] {
  const ofDrafts = [...drafts.values()].flatMap((draft) => draftDuesMs(draft, policy));
  if (goneAtMs === undefined) return [heardAtMs + SILENT_HEARTBEATS * policy.heartbeatMs, ...ofDrafts];
  // One that is connected and has no mails may keep quiet for as long as it likes.
  return drafts.size === 0 ? [] : [goneAtMs + policy.graceMs, ...ofDrafts];
}

function draftDuesMs(draft: KnownDraft, policy: ReplyPolicy): number[] {
  const missingUntil = draft.missingSinceMs === undefined ? [] : [draft.missingSinceMs + policy.graceMs];
  return [draftDueMs(draft, policy) ?? [], missingUntil].flat();
}

/** `change` returning undefined takes the connection out. */
export function mapConnections<B extends { readonly connections: KnownConnections }>(
  book: B,
  change: (connection: KnownConnection, id: string) => KnownConnection | undefined,
): B {
  const connections = new Map<string, KnownConnection>();
  for (const [id, connection] of book.connections) {
    const changed = change(connection, id);
    if (changed !== undefined) connections.set(id, changed);
  }
  return { ...book, connections };
}

export function stepDrafts(
  connection: KnownConnection,
  eventFor: (draft: KnownDraft) => DraftEvent,
  policy: ReplyPolicy,
  nowMs: number,
): KnownConnection {
  const drafts = new Map<string, KnownDraft>();
  for (const [id, draft] of connection.drafts) {
    drafts.set(id, { ...draft, ...stepDraft(draft, eventFor(draft), policy, nowMs) });
  }
  return { ...connection, drafts };
}
