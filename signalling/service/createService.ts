// Starts the service on what the store holds: nobody is connected yet, and timers begin again.
import type { Queues } from '../domain/queue/queue.ts';
import { plainRouting, routingOf, type RoutingRules } from '../domain/queue/routingRules.ts';
import { reconcile } from '../domain/switchboard/reconcile.ts';
import { switchboardOf, type Switchboard } from '../domain/switchboard/switchboard.ts';
import { DailyStats } from './board/dailyStats.ts';
import { HandOvers } from './handOver/handOvers.ts';
import { DEFAULT_POLICIES, type PoliciesInForce, type Policies } from './policies.ts';
import { forgetOldTranscripts } from './transcript/forgetOldTranscripts.ts';
import { forgetOldAudit } from './audit/forgetOldAudit.ts';
import { forgetOldRecords } from './records/forgetOldRecords.ts';
import { ConsentNonces } from './identity/consentNonces.ts';
import { forgetOldIdentity } from './identity/forgetOldIdentity.ts';
import { FailedSignIns } from './session/failedSignIns.ts';
import { Runner } from './runner/runner.ts';
import { Revocations } from './session/revocations.ts';
import { SignedIn } from './session/signedIn.ts';
import { RoomKeeper } from './rooms/roomKeeper.ts';
import { auditSupervision } from './rooms/superviseAudit.ts';
import type { Ports, Service } from './service.ts';

export type Installation = {
  readonly queues: Queues;
  /** Absent: the queues alone, served by everybody. */
  readonly rules?: RoutingRules;
  /** Absent: the defaults, and no documents. */
  readonly policies?: Policies;
  readonly demo: boolean;
  readonly heartbeatIntervalMs: number;
};

/** How long the token of an ended call still tells its customer how it ended. */
const ENDED_CALL_TOKEN_MS = 24 * 60 * 60 * 1000;
const TIDY_EVERY_MS = 60 * 60 * 1000;

/** As the store has it: what cannot be read is said, and what does not fit together is made to. */
async function loadState({ store, clock, log }: Ports, installation: Installation): Promise<Switchboard> {
  const { rules, queues } = installation;
  const routing = rules === undefined ? plainRouting(queues) : routingOf(rules, await store.listAccounts());
  const live = await store.loadLive();
  for (const { kind, id, problem } of live.unreadable) {
    log.warn(
      { kind, id, problem },
      'what was kept of a call or an agent cannot be read: the service goes on without it',
    );
  }
  const { calls, agents, mended } = reconcile(live, clock.nowMs());
  if (mended.length > 0)
    log.warn({ mended: mended.join(' ') }, 'calls and agents did not fit together and were made to');
  return switchboardOf({ queues, routing, calls, agents });
}

/** Rejects when the store cannot be read or written. */
export async function createService(ports: Ports, installation: Installation): Promise<Service> {
  const { store, clock, log } = ports;
  const initial = await loadState(ports, installation);
  const dailyStats = await DailyStats.open(store, clock, initial);
  const runner = new Runner(initial, ports, (decision, endedCalls) => {
    for (const { callId } of endedCalls) ports.throttle.endCall(callId);
    dailyStats.observe(decision);
    rooms.observe(decision);
    auditSupervision(decision, ports);
  });
  const rooms: RoomKeeper = new RoomKeeper(ports, () => runner.state);
  const restarted = await runner.run({ type: 'serverRestarted' });
  if (!restarted.ok) throw new Error('the saved state could not be taken up; the log says why');
  rooms.begin();

  const policies: PoliciesInForce = { current: installation.policies ?? DEFAULT_POLICIES };
  async function tidy(): Promise<void> {
    if (runner.isStopped) return;
    try {
      await store.forgetExpired(clock.nowMs(), clock.nowMs() - ENDED_CALL_TOKEN_MS);
      await forgetOldTranscripts(policies.current.retention, ports);
      await forgetOldRecords(policies.current.retention, ports);
      await forgetOldAudit(policies.current.retention, ports);
      await forgetOldIdentity(policies.current.identity, ports);
    } catch (cause) {
      log.error({}, 'tidying the store failed', cause);
    }
    clock.setTimer(TIDY_EVERY_MS, () => void tidy());
  }
  await tidy();
  const signedIn = new SignedIn();
  const revocations = new Revocations({ store, clock, log, runner, signedIn });
  await revocations.begin();
  const handOvers = new HandOvers(clock);
  const consentNonces = new ConsentNonces(clock, ports.tokens);
  const { demo, heartbeatIntervalMs } = installation;
  const failedSignIns = new FailedSignIns();
  return {
    ...ports,
    runner,
    dailyStats,
    policies,
    handOvers,
    consentNonces,
    signedIn,
    revocations,
    failedSignIns,
    demo,
    heartbeatIntervalMs,
  };
}
