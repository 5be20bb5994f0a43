// Ends connections whose sessions have ended: by a password, a role or an account that changed, by signing out elsewhere, by time.
// Whoever ends sessions leaves a revocation in the store, in whichever process; this follows them.
import type { AgentId, NoticePayload } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Runner } from '../runner/runner.ts';
import type { RevocationKind } from '../ports/accountStore.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { SignedIn } from './signedIn.ts';

export type EndReason = NoticePayload<'session.ended'>['reason'];

/** How often to look, so that a connection that may not be any more is closed within a second. A look reads one index. */
export const LOOK_EVERY_MS = 400;
const REASONS: Readonly<Record<RevocationKind, EndReason>> = { rightLost: 'accountChanged', signedOut: 'signedOut' };

export type RevocationPorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly runner: Runner;
  readonly signedIn: SignedIn;
};

export class Revocations {
  readonly #ports: RevocationPorts;
  /** Signed out while in a call or wrapping one up: they leave when that is done. */
  readonly #leaving = new Map<AgentId, EndReason>();
  #followed = 0;
  #failed = false;
  #look: Promise<void> = Promise.resolve();

  constructor(ports: RevocationPorts) {
    this.#ports = ports;
  }

  /** What was revoked before cannot be resumed anyway. */
  async begin(): Promise<void> {
    this.#followed = await this.#ports.store.lastRevocation();
  }

  /** Resolves when all that is revoked by now has taken effect. Never rejects. */
  look(): Promise<void> {
    this.#look = this.#look.then(() => this.#lookOnce());
    return this.#look;
  }

  /** The session has run out. */
  async expired(agentId: AgentId): Promise<void> {
    await this.#leave(agentId, 'expired');
  }

  async #lookOnce(): Promise<void> {
    const { store, log, runner } = this.#ports;
    if (runner.isStopped) return;
    try {
      for (const { number, agentId, kind } of await store.revocationsAfter(this.#followed)) {
        await this.#revoked(agentId, kind);
        this.#followed = number;
      }
      for (const [agentId, reason] of [...this.#leaving]) await this.#leave(agentId, reason);
      this.#failed = false;
    } catch (cause) {
      if (!this.#failed) log.error({}, 'revocations could not be followed; trying again', cause);
      this.#failed = true;
    }
  }

  async #revoked(agentId: AgentId, kind: RevocationKind): Promise<void> {
    const { store, clock, signedIn } = this.#ports;
    const connected = signedIn.of(agentId);
    const nowMs = clock.nowMs();
    const remains =
      connected === null
        ? (await store.sessionsOf(agentId, nowMs)).length > 0
        : (await store.findSession(connected.sessionHash, nowMs)) !== null;
    if (remains) return;
    if (kind === 'rightLost') await this.#end(agentId, REASONS[kind]);
    else await this.#leave(agentId, REASONS[kind]);
  }

  /** Now, or when the call is over and wrapped up. */
  async #leave(agentId: AgentId, reason: EndReason): Promise<void> {
    const work = this.#ports.runner.state.agents.get(agentId)?.value.work;
    if (this.#ports.signedIn.of(agentId) === null) this.#leaving.delete(agentId);
    else if (work === 'inCall' || work === 'wrapUp') this.#leaving.set(agentId, reason);
    else await this.#end(agentId, reason);
  }

  async #end(agentId: AgentId, reason: EndReason): Promise<void> {
    const { runner, signedIn, log } = this.#ports;
    this.#leaving.delete(agentId);
    const connected = signedIn.of(agentId);
    const revoked = await runner.run({ type: 'agentRevoked', agentId });
    if (!revoked.ok) throw new Error(`an agent could not be signed out: ${revoked.problem.code}`);
    await audit(this.#ports, 'sessionsEnded', { agentId, by: null, reason });
    log.info({ reason, connected: connected !== null }, 'session ended');
    if (connected === null) return;
    const { session } = connected;
    signedIn.forget(agentId, session);
    session.release();
    session.agent = null;
    session.connection.send({ name: 'session.ended', payload: { reason } });
    session.connection.close('sessionEnded');
  }
}
