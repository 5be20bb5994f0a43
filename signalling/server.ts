// Joins the service to its adapters and starts it. Knows every part; reads no environment.
import { closeSync, mkdirSync, openSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createLocalBus } from './adapters/bus/localBus.ts';
import { createClients, type Clients } from './adapters/clients/clients.ts';
import { totpCodes } from './adapters/codes/totpCodes.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { agentFilesOf } from './adapters/http/agentFiles.ts';
import { createHttpServer } from './adapters/http/httpServer.ts';
import { createPromMeter, type PromMeter } from './adapters/metrics/promMeter.ts';
import { createHashThread, type HashThread } from './adapters/passwords/hashThread.ts';
import { createScryptPasswords } from './adapters/passwords/scryptPasswords.ts';
import { createNoBridge } from './adapters/sfu/noBridge.ts';
import { createSfuBridge } from './adapters/sfu/sfuBridge.ts';
import { isLoopbackHost } from './adapters/settings/loopback.ts';
import { auditKeyIn } from './adapters/store/auditKey.ts';
import type { RowSeal } from './adapters/store/rowSeal.ts';
import { openSqliteStore, STORE_FILE } from './adapters/store/sqliteStore.ts';
import { createMemoryThrottle } from './adapters/throttle/memoryThrottle.ts';
import { randomTokens, tokensWithSeeds } from './adapters/tokens/randomTokens.ts';
import { createMediaServersFor, type TurnSettings } from './adapters/turn/turnCredentials.ts';
import { createHashWork } from './adapters/work/hashWork.ts';
import { DEFAULT_WS_LIMITS, type WsLimits } from './adapters/ws/wsLimits.ts';
import { WsServer } from './adapters/ws/wsServer.ts';
import type { Queues } from './domain/queue/queue.ts';
import { routingOf, type RoutingRules } from './domain/queue/routingRules.ts';
import type { MediaOptions } from './mediaProcess/contract.ts';
import type { Clock } from './service/ports/clock.ts';
import type { Log } from './service/ports/log.ts';
import type { MediaBridge } from './service/ports/mediaBridge.ts';
import type { Meter } from './service/ports/meter.ts';
import type { Passwords } from './service/ports/passwords.ts';
import type { Throttle } from './service/ports/throttle.ts';
import type { Store } from './service/ports/store.ts';
import { createService } from './service/createService.ts';
import type { Policies } from './service/policies.ts';
import type { Service } from './service/service.ts';
import { audit } from './service/audit/audit.ts';
import { readGauges } from './service/gauges.ts';
import { LOOK_EVERY_MS } from './service/session/revocations.ts';
import { createConnectionHandler } from './service/session/connectionHandler.ts';
import { beginResealing } from './service/sealing/resealing.ts';

export type ServerOptions = {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly publicOrigin: string | null;
  readonly webDir: string;
  readonly store: Store;
  readonly queues: Queues;
  /** Absent: the queues alone, served by everybody. */
  readonly rules?: RoutingRules;
  /** Absent: the defaults, and no documents. */
  readonly policies?: Policies;
  readonly demo: boolean;
  readonly turn: TurnSettings;
  readonly metrics: 'loopback' | 'public';
  /** Addresses and networks of the proxies whose word is believed. */
  readonly trustedProxies: readonly string[];
  /** Absent: there are none. A text says why. */
  readonly rooms?: 'off' | 'noAddress' | MediaOptions;
  readonly log: Log;
  /** Demo mode only: of the challenges that show that somebody is there, one after the other. */
  readonly challengeSeeds?: readonly number[];
  readonly limits?: Partial<WsLimits>;
  readonly clock?: Clock;
  readonly passwords?: Passwords;
  readonly throttle?: Throttle;
};

export type Server = {
  /** What to open on this machine. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** Takes up other rules for new calls and for those in line; calls of queues that are gone are closed. */
  reload(rules: RoutingRules, policies: Policies): Promise<void>;
  /** Tells clients to come back, waits for them within bounds and closes the store. */
  stop(): Promise<void>;
  /** Ends at once without a word, as a killed process would; the store is closed but nothing is written. */
  kill(): Promise<void>;
};

/** When clients should come back after a shutdown. */
const RETRY_AFTER_MS = 1000;
const GOODBYE_DEADLINE_MS = 3000;

/** Opens the store of a data folder. Folder (when it is new) and file are for this user only. */
export function openStoreIn(dataDir: string, nowMs: number, seal: RowSeal): ReturnType<typeof openSqliteStore> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, STORE_FILE);
  // SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600));
  return openSqliteStore(file, nowMs, auditKeyIn(dataDir), seal);
}

function openService(
  options: ServerOptions,
  store: Store,
  meter: Meter,
  heartbeatIntervalMs: number,
  { derive }: HashThread,
): Promise<Service> {
  const { log, queues, rules, policies, demo } = options;
  return createService(
    {
      store,
      bus: createLocalBus(),
      clock: options.clock ?? systemClock,
      tokens: options.challengeSeeds?.length ? tokensWithSeeds(options.challengeSeeds) : randomTokens,
      passwords: options.passwords ?? createScryptPasswords(undefined, derive),
      codes: totpCodes,
      throttle: options.throttle ?? createMemoryThrottle(),
      callWork: createHashWork(),
      log,
      meter,
      mediaServersFor: createMediaServersFor(options.turn),
      mediaBridge: openBridge(options),
    },
    {
      queues,
      ...(rules === undefined ? {} : { rules }),
      ...(policies === undefined ? {} : { policies }),
      demo,
      heartbeatIntervalMs,
    },
  );
}

function openSockets(
  limits: WsLimits,
  clients: Clients,
  ownOrigins: () => readonly string[],
  service: Service,
): WsServer {
  const { log } = service;
  const open = (connection: Parameters<typeof createConnectionHandler>[0]) =>
    createConnectionHandler(connection, service);
  return new WsServer({ path: '/ws', limits, ownOrigins, clients, log, open });
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const limits = { ...DEFAULT_WS_LIMITS, ...options.limits };
  const { log } = options;
  const meter = createPromMeter();
  const store = meter.timed(options.store);
  const clients = createClients(options.trustedProxies, log);
  const hashThread = createHashThread();
  const service = await openService(options, store, meter, limits.heartbeatIntervalMs, hashThread);
  service.mediaBridge.listen((event) => meter.observeRooms(event));

  let port = options.port;
  let isStopping = false;
  const ownOrigins = (): readonly string[] => originsOf(options.host, port, options.publicOrigin);
  const ws = openSockets(limits, clients, ownOrigins, service);
  const http = await createHttpServer({
    webDir: options.webDir,
    ownOrigins,
    metrics: options.metrics,
    clients,
    agentFiles: agentFilesOf(service),
    countPolicyReport: (directive) => meter.policyBroken(directive),
    checkReady: () => (isStopping ? Promise.reject(new Error('shutting down')) : store.check()),
    rooms: () => roomsOf(service),
    renderMetrics: () => renderMetrics(meter, service, ws),
  });
  http.server.on('upgrade', (request, socket, head) => ws.handleUpgrade(request, socket, head));
  await http.listen({ host: options.host, port });
  await audit(service, 'serverStarted', { demo: options.demo, queues: options.queues.size });
  const looking = setInterval(() => void service.revocations.look(), LOOK_EVERY_MS);
  port = (http.server.address() as AddressInfo).port;
  const stopResealing = beginResealing(service);

  async function end(closeConnections: () => Promise<void> | void): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    clearInterval(looking);
    stopResealing();
    await service.runner.stop();
    service.mediaBridge.stop();
    await closeConnections();
    await http.close();
    await hashThread.stop();
    await store.close();
  }
  return {
    origin: `http://${urlHost(options.host)}:${port}`,
    host: options.host,
    port,
    reload: async (rules, policies) => {
      const { queues } = rules;
      service.policies.current = policies;
      await audit(service, 'settingsTakenUp', { queues: queues.size });
      service.runner.report({ type: 'rulesChanged', queues, routing: routingOf(rules, await store.listAccounts()) });
    },
    stop: () => end(() => ws.close(RETRY_AFTER_MS, GOODBYE_DEADLINE_MS)),
    kill: () => end(() => ws.cut()),
  };
}

function openBridge({ rooms = 'off', log }: ServerOptions): MediaBridge {
  return typeof rooms === 'string' ? createNoBridge(rooms) : createSfuBridge(rooms, log);
}

function roomsOf({ mediaBridge: { state } }: Service): string {
  return state.is === 'available' ? 'available' : state.why;
}

async function renderMetrics(
  meter: PromMeter,
  { runner, mediaBridge }: Service,
  { connectionCount }: WsServer,
): Promise<{ contentType: string; body: string }> {
  const rooms = { areAvailable: mediaBridge.state.is === 'available', workers: await mediaBridge.measure() };
  const body = await meter.render({ ...readGauges(runner.state), connections: connectionCount, rooms });
  return { contentType: meter.contentType, body };
}

function originsOf(host: string, port: number, publicOrigin: string | null): readonly string[] {
  const local = isLoopbackHost(host) ? ['127.0.0.1', 'localhost', '[::1]'].map((name) => `http://${name}:${port}`) : [];
  return publicOrigin === null ? local : [publicOrigin, ...local];
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
