// Every mail being written, by connection: which keep calls away now, what is to be told, when to look again. Pure: knows no socket, page or clock.
import {
  CTI_MAX_DRAFTS,
  type CtiMessage,
  type CtiProblem,
  type DraftState,
  type HeldCause,
} from '../../../contract/cti.ts';
import type { HostMailReply, HostNoticePayload, ReplyEnding } from '../../../contract/index.ts';
import {
  endingOf,
  openDraft,
  reopenDraft,
  shieldingLife,
  stepDraft,
  suspendDraft,
  type Draft,
  type DraftEvent,
} from './draft.ts';
import {
  connectionDuesMs,
  isSilent,
  mapConnections,
  stepDrafts,
  type KnownConnection,
  type KnownConnections,
  type KnownDraft,
} from './knownConnections.ts';
import { keyOf } from './mailKey.ts';
import type { ReplyPolicy } from './replyPolicy.ts';

/** Mails that ended unseen, and what was decided about them: the connection may have forgotten them and tell of them again. */
type Remembered = ReadonlyMap<string, Draft>;
export const MAX_REMEMBERED = 200;

export type ReplyBook = {
  readonly policy: ReplyPolicy;
  /** Begins every activity id, so that those of an earlier run of the app are never met again. */
  readonly run: string;
  readonly nextNumber: number;
  readonly connections: KnownConnections;
  readonly remembered: Remembered;
  readonly heartbeatAtMs: number;
};

export type BookEffect =
  | { readonly type: 'tellBegun'; readonly reply: HostMailReply }
  | { readonly type: 'tellRenewed'; readonly renewal: HostNoticePayload<'reply.renewed'> }
  | { readonly type: 'tellEnded'; readonly activityId: string; readonly how: ReplyEnding }
  /** The mail program has said nothing for too long: its connection is to be closed. */
  | { readonly type: 'dropConnection'; readonly connectionId: string };

/** What a connection says of its mails. */
export type DraftMessage = Exclude<CtiMessage, { type: 'hello' | 'ping' }>;

export type BookEvent =
  | { readonly type: 'connectionJoined'; readonly connectionId: string; readonly client: string }
  | { readonly type: 'connectionHeard'; readonly connectionId: string }
  | { readonly type: 'connectionSaid'; readonly connectionId: string; readonly message: DraftMessage }
  | { readonly type: 'connectionLeft'; readonly connectionId: string }
  | { readonly type: 'screenLocked' }
  | { readonly type: 'callsTaken' }
  | { readonly type: 'timePassed' };

export type BookStep = {
  readonly book: ReplyBook;
  readonly effects: readonly BookEffect[];
  readonly problem?: CtiProblem;
};

/**
 * @param run letters and digits, at most 40, another one at each start of the app
 * @param remembered what earlier runs knew of mails that may still be open
 */
export function openBook(policy: ReplyPolicy, run: string, remembered: Remembered): ReplyBook {
  return { policy, run, nextNumber: 1, connections: new Map(), remembered, heartbeatAtMs: 0 };
}

/** The mails that keep calls away now, oldest connection first. */
export function listReplies(book: ReplyBook, nowMs: number): HostMailReply[] {
  return [...book.connections.values()].flatMap(({ client, drafts }) =>
    [...drafts.values()].flatMap((draft) => describe(draft, client, nowMs) ?? []),
  );
}

/** Why calls are not held although this connection has a mail open, as far as the book knows. */
export function causeAt(book: ReplyBook, connectionId: string): HeldCause {
  const lives = [...(book.connections.get(connectionId)?.drafts.values() ?? [])].map((draft) => draft.life.tag);
  if (lives.length === 0 || lives.some((tag) => tag === 'open' || tag === 'typing' || tag === 'sending')) return 'none';
  const first = (['locked', 'dismissed', 'lapsed'] as const).find((tag) => lives.includes(tag));
  return first ?? 'policy';
}

/** When `timePassed` is due; undefined when nothing waits. */
export function nextDueMs(book: ReplyBook): number | undefined {
  const { policy } = book;
  const dues = [...book.connections.values()].flatMap((connection) => [...connectionDuesMs(connection, policy)]);
  if (hasShielding(book)) dues.push(book.heartbeatAtMs);
  return dues.length === 0 ? undefined : Math.min(...dues);
}

export function stepBook(book: ReplyBook, event: BookEvent, nowMs: number): BookStep {
  switch (event.type) {
    case 'connectionJoined':
      return join(book, event.connectionId, event.client, nowMs);
    case 'connectionHeard':
      return withConnection(
        book,
        event.connectionId,
        (connection) => ({ ...connection, goneAtMs: undefined, heardAtMs: nowMs }),
        nowMs,
      );
    case 'connectionLeft':
      return withConnection(
        book,
        event.connectionId,
        (connection) => ({ ...connection, isConnected: false, goneAtMs: connection.goneAtMs ?? nowMs }),
        nowMs,
      );
    case 'connectionSaid':
      return say(book, event.connectionId, event.message, nowMs);
    case 'screenLocked':
    case 'callsTaken':
      return settle(
        book,
        mapConnections(book, (connection) => stepDrafts(connection, () => event, book.policy, nowMs)),
        nowMs,
      );
    case 'timePassed':
      return passTime(book, nowMs);
  }
}

/** A connection that comes back within the grace period finds its mails; the rest is its `sync`. */
function join(book: ReplyBook, id: string, client: string, nowMs: number): BookStep {
  const known = book.connections.get(id);
  const drafts = known?.drafts ?? new Map<string, KnownDraft>();
  const connection: KnownConnection = {
    client,
    isConnected: true,
    goneAtMs: known?.goneAtMs,
    heardAtMs: nowMs,
    drafts,
  };
  return settle(book, { ...book, connections: new Map(book.connections).set(id, connection) }, nowMs);
}

function say(book: ReplyBook, id: string, message: DraftMessage, nowMs: number): BookStep {
  const known = book.connections.get(id);
  if (known === undefined) return { book, effects: [], problem: 'helloRequired' };
  const heard = {
    ...book,
    connections: new Map(book.connections).set(id, { ...known, goneAtMs: undefined, heardAtMs: nowMs }),
  };
  if (message.type === 'sync') return sync(book, heard, id, message.list, nowMs);
  const draft = known.drafts.get(message.id);
  if (message.type === 'begin') {
    if (draft?.kind === message.mail.kind) return settle(book, putDraft(heard, id, message.id, draft), nowMs);
    if (draft === undefined && known.drafts.size >= CTI_MAX_DRAFTS)
      return { ...settle(book, heard, nowMs), problem: 'tooManyDrafts' };
    return settle(book, tellOf(heard, id, message.id, { kind: message.mail.kind, state: 'open' }, nowMs), nowMs);
  }
  if (draft === undefined) return { ...settle(book, heard, nowMs), problem: 'unknownDraft' };
  // Agents read the customer's file while they write: where the focus is decides nothing.
  if (message.type === 'focus') return settle(book, heard, nowMs);
  return settle(book, putDraft(heard, id, message.id, stepDraft(draft, eventOf(message), book.policy, nowMs)), nowMs);
}

function eventOf(message: Extract<DraftMessage, { type: 'touch' | 'sending' | 'sendFailed' | 'end' }>): DraftEvent {
  switch (message.type) {
    case 'touch':
      return { type: 'touched' };
    case 'sending':
      return { type: 'sendingBegan' };
    case 'sendFailed':
      return { type: 'sendFailed' };
    case 'end':
      return { type: 'closed', how: message.outcome };
  }
}

/** What the connection lists is what there is; another mail has the grace period to be told of after all, if there is a place for it. */
function sync(
  before: ReplyBook,
  heard: ReplyBook,
  id: string,
  list: Extract<DraftMessage, { type: 'sync' }>['list'],
  nowMs: number,
): BookStep {
  const { policy } = heard;
  const listed = new Set(list.map((draft) => draft.id));
  let book = mapConnections(heard, (connection) => connection);
  const missing = [...(heard.connections.get(id)?.drafts ?? [])].filter(([draftId]) => !listed.has(draftId));
  const tooMany = Math.max(0, missing.length + list.length - CTI_MAX_DRAFTS);
  for (const [draftId, draft] of missing.slice(0, tooMany)) {
    const lost = stepDraft(draft, { type: 'closed', how: 'lost' }, policy, nowMs);
    book = putDraft(remember(book, id, draftId, draft, nowMs), id, draftId, lost);
  }
  for (const [draftId, draft] of missing.slice(tooMany))
    book = putDraft(book, id, draftId, draft, draft.missingSinceMs ?? nowMs);
  for (const { id: draftId, mail, state } of list) {
    const known = book.connections.get(id)?.drafts.get(draftId);
    book =
      known?.kind === mail.kind
        ? putDraft(book, id, draftId, stepDraft(known, { type: 'resynced', state }, policy, nowMs))
        : tellOf(book, id, draftId, { kind: mail.kind, state }, nowMs);
  }
  return settle(before, book, nowMs);
}

/** A mail that a connection tells of. One that ended unseen goes on as it was left: what a person decided about it still holds. */
function tellOf(
  book: ReplyBook,
  id: string,
  draftId: string,
  { kind, state }: { kind: Draft['kind']; state: DraftState },
  nowMs: number,
): ReplyBook {
  const key = keyOf(id, draftId);
  const left = book.remembered.get(key);
  const remembered = new Map(book.remembered);
  remembered.delete(key);
  const opened = openDraft(kind, state, book.policy, nowMs);
  const draft = left?.kind === kind ? reopenDraft(left, opened) : opened;
  return putDraft({ ...book, remembered }, id, draftId, draft);
}

function remember(book: ReplyBook, id: string, draftId: string, draft: Draft, nowMs: number): ReplyBook {
  const remembered = new Map(book.remembered).set(keyOf(id, draftId), suspendDraft(draft, nowMs));
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MAX_REMEMBERED) break;
    remembered.delete(oldest);
  }
  return { ...book, remembered };
}

function passTime(book: ReplyBook, nowMs: number): BookStep {
  const dropped: BookEffect[] = [];
  let { remembered } = book;
  const passed = mapConnections(book, (connection, id) => {
    const hasFallenSilent = isSilent(connection, book.policy, nowMs);
    if (hasFallenSilent) dropped.push({ type: 'dropConnection', connectionId: id });
    const goneAtMs = hasFallenSilent ? nowMs : connection.goneAtMs;
    const isLost = goneAtMs !== undefined && nowMs >= goneAtMs + book.policy.graceMs;
    const isOver = ({ missingSinceMs }: KnownDraft): boolean =>
      isLost || (missingSinceMs !== undefined && nowMs >= missingSinceMs + book.policy.graceMs);
    for (const [draftId, draft] of connection.drafts) {
      if (isOver(draft)) ({ remembered } = remember({ ...book, remembered }, id, draftId, draft, nowMs));
    }
    const isConnected = connection.isConnected && !hasFallenSilent;
    const eventFor = (draft: KnownDraft): DraftEvent =>
      isOver(draft) ? { type: 'closed', how: 'lost' } : { type: 'timePassed' };
    const stepped = stepDrafts({ ...connection, isConnected, goneAtMs }, eventFor, book.policy, nowMs);
    return isLost && stepped.drafts.size === 0 && !isConnected ? undefined : stepped;
  });
  const { book: settled, effects } = settle(book, { ...passed, remembered }, nowMs);
  if (!hasShielding(settled) || nowMs < settled.heartbeatAtMs)
    return { book: settled, effects: [...dropped, ...effects] };
  const renewals = listReplies(settled, nowMs).map(({ activityId, inputAgoMs }): BookEffect => ({
    type: 'tellRenewed',
    renewal: { activityId, inputAgoMs },
  }));
  return {
    book: { ...settled, heartbeatAtMs: nowMs + book.policy.heartbeatMs },
    effects: [...dropped, ...effects, ...renewals],
  };
}

/**
 * Compares what shielded before with what shields after: that, and nothing else, is what the page is told. Gives each new
 * period its id, and forgets what has ended.
 */
function settle(before: ReplyBook, after: ReplyBook, nowMs: number): BookStep {
  const effects: BookEffect[] = [];
  let { nextNumber } = after;
  const numbered = mapConnections(after, (connection, id) => {
    const drafts = new Map<string, KnownDraft>();
    for (const [draftId, draft] of connection.drafts) {
      const known = before.connections.get(id)?.drafts.get(draftId);
      const did = known !== undefined && shieldingLife(known) !== undefined;
      const does = shieldingLife(draft) !== undefined;
      if (did && !does)
        effects.push({ type: 'tellEnded', activityId: known.activityId, how: endingOf(draft) ?? 'dismissed' });
      const named = does && !did ? { ...draft, activityId: `${after.run}-${nextNumber++}` } : draft;
      const reply = does && !did ? describe(named, connection.client, nowMs) : undefined;
      if (reply !== undefined) effects.push({ type: 'tellBegun', reply });
      if (named.life.tag !== 'ended') drafts.set(draftId, named);
    }
    return connection.goneAtMs !== undefined && drafts.size === 0 && !connection.isConnected
      ? undefined
      : { ...connection, drafts };
  });
  const heartbeatAtMs =
    hasShielding(after) && !hasShielding(before) ? nowMs + after.policy.heartbeatMs : after.heartbeatAtMs;
  return { book: { ...numbered, nextNumber, heartbeatAtMs }, effects };
}

function describe(draft: KnownDraft, source: string, nowMs: number): HostMailReply | undefined {
  const life = shieldingLife(draft);
  if (life === undefined) return undefined;
  const ago = (thenMs: number): number => Math.max(0, Math.round(nowMs - thenMs));
  return {
    activityId: draft.activityId,
    source,
    kind: draft.kind,
    openForMs: ago(life.sinceMs),
    inputAgoMs: ago(life.inputAtMs),
  };
}

function hasShielding({ connections }: ReplyBook): boolean {
  return [...connections.values()].some(({ drafts }) => [...drafts.values()].some((draft) => shieldingLife(draft)));
}

function withConnection(
  book: ReplyBook,
  id: string,
  change: (connection: KnownConnection) => KnownConnection,
  nowMs: number,
): BookStep {
  const connection = book.connections.get(id);
  if (connection === undefined) return { book, effects: [] };
  return settle(book, { ...book, connections: new Map(book.connections).set(id, change(connection)) }, nowMs);
}

function putDraft(
  book: ReplyBook,
  connectionId: string,
  draftId: string,
  draft: Draft,
  missingSinceMs?: number,
): ReplyBook {
  const connection = book.connections.get(connectionId);
  if (connection === undefined) return book;
  const activityId = connection.drafts.get(draftId)?.activityId ?? '';
  const drafts = new Map(connection.drafts).set(draftId, { ...draft, activityId, missingSinceMs });
  return { ...book, connections: new Map(book.connections).set(connectionId, { ...connection, drafts }) };
}
