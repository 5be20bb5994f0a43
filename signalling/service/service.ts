// The service as its requests see it: the runner, the ports, and a few facts about this installation.
import type { DailyStats } from './board/dailyStats.ts';
import type { HandOvers } from './handOver/handOvers.ts';
import type { ConsentNonces } from './identity/consentNonces.ts';
import type { PoliciesInForce } from './policies.ts';
import type { FailedSignIns } from './session/failedSignIns.ts';
import type { Runner } from './runner/runner.ts';
import type { Bus } from './ports/bus.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { MediaBridge } from './ports/mediaBridge.ts';
import type { Meter } from './ports/meter.ts';
import type { Passwords } from './ports/passwords.ts';
import type { Throttle } from './ports/throttle.ts';
import type { Tokens } from './ports/tokens.ts';
import type { CallWork } from './ports/callWork.ts';
import type { Codes } from './ports/secondFactorStore.ts';
import type { Store } from './ports/store.ts';
import type { Revocations } from './session/revocations.ts';
import type { SignedIn } from './session/signedIn.ts';
import type { MediaServersFor } from '../domain/switchboard/viewParts.ts';

export type Ports = {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly throttle: Throttle;
  readonly callWork: CallWork;
  readonly log: Log;
  readonly meter: Meter;
  readonly mediaServersFor: MediaServersFor;
  readonly mediaBridge: MediaBridge;
};

export type Service = Ports & {
  readonly runner: Runner;
  readonly dailyStats: DailyStats;
  readonly policies: PoliciesInForce;
  readonly handOvers: HandOvers;
  readonly consentNonces: ConsentNonces;
  readonly signedIn: SignedIn;
  readonly revocations: Revocations;
  readonly failedSignIns: FailedSignIns;
  readonly demo: boolean;
  readonly heartbeatIntervalMs: number;
};
