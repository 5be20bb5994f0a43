// One connection's standing: who speaks, for which call or account, and what reaches them. Knows ports; knows no sockets.
import {
  NO_CAPABILITIES,
  type AgentId,
  type CallId,
  type CloseName,
  type LegId,
  type Notice,
  type Party,
} from '../../protocol/index.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { Account } from '../ports/accountStore.ts';
import type { Bus } from '../ports/bus.ts';
import type { FactorNeed } from '../secondFactor/secondFactorRules.ts';

/** What an adapter gives the service for one connection. */
export type Connection = {
  readonly connectionId: string;
  /** Network address, for throttling only; never logged. */
  readonly address: string;
  /** Such as `Firefox · Windows`, for the list of an agent's sessions; empty where nobody knows. */
  readonly device: string;
  /** Who may speak on it, by where the page came from. */
  readonly mayBe: readonly Party[];
  /** MUST NOT throw. MUST keep notices back while a reply is owed, and send them after it. */
  send(notice: Notice): void;
  close(name: CloseName): void;
};

export type SignedInAgent = {
  readonly agentId: AgentId;
  readonly sessionHash: string;
  readonly startedAtMs: number;
  readonly extendedAtMs: number;
};

/** Has given the password; signed in is who has given the rest, too. */
export type Entering = {
  /** As it was when the password was looked at. */
  readonly account: Account;
  /** `nothing`: the second factor was set up just now. */
  readonly need: FactorNeed;
  readonly untilMs: number;
};

/** Shown to be put into an authenticator app, and not confirmed yet. */
export type NewFactor = { readonly agentId: AgentId; readonly secret: string; readonly untilMs: number };

export type Session = {
  readonly connection: Connection;
  party: Party | null;
  /** What the client said in hello that it can do. */
  capabilities: ReadonlySet<string>;
  agent: SignedInAgent | null;
  entering: Entering | null;
  newFactor: NewFactor | null;
  callId: CallId | null;
  /** Came by a link. */
  guest: { readonly callId: CallId; readonly legId: LegId } | null;
  closed: boolean;
  /** Ends the subscription to the address this session speaks for. */
  release: () => void;
};

export function createSession(connection: Connection): Session {
  return {
    connection,
    party: null,
    capabilities: NO_CAPABILITIES,
    agent: null,
    entering: null,
    newFactor: null,
    callId: null,
    guest: null,
    closed: false,
    release: () => undefined,
  };
}

/**
 * Makes this session the one that speaks for `address`; an older one is told that it was replaced, and closed.
 * Claim before reporting the party as connected: from then on the older connection's end no longer counts.
 * Nothing is delivered until the returned function is called, which belongs in one go with reading the view to reply
 * with: what came before is in that view, what comes after is delivered.
 */
export function claim(session: Session, address: Address, bus: Bus): () => void {
  let listening = false;
  session.release();
  bus.publish(address, { name: 'session.replaced', payload: {} });
  const unsubscribe = bus.subscribe(address, (notice) => {
    if (notice.name === 'session.replaced') {
      unsubscribe();
      session.agent = null;
      session.callId = null;
      session.guest = null;
      session.connection.send(notice);
      session.connection.close('replaced');
    } else if (listening) session.connection.send(notice);
  });
  session.release = () => {
    unsubscribe();
    session.release = () => undefined;
  };
  return () => {
    listening = true;
  };
}
