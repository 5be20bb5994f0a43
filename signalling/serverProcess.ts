// The composition root of the server process: environment in, a running server, signals out.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './adapters/clock/systemClock.ts';
import { addDemoAccounts } from './adapters/demo/demoAccounts.ts';
import { createDemoPolicies, createDemoQueues } from './adapters/demo/demoQueues.ts';
import { createPinoLog } from './adapters/log/pinoLog.ts';
import { createScryptPasswords } from './adapters/passwords/scryptPasswords.ts';
import { plainRules, readConfig, readKeptConfig, type ConfigResult } from './adapters/settings/configFile.ts';
import { mediaSocketPath } from './adapters/settings/roomSettings.ts';
import { readSettings, type Settings } from './adapters/settings/settings.ts';
import { readTurnSecret } from './adapters/settings/turnSecretFile.ts';
import { readSealingKeys } from './adapters/settings/sealingKeys.ts';
import { sentenceOf } from './adapters/store/unusable.ts';
import { lockDataFolder } from './adapters/store/dataLock.ts';
import { accountsRefusal } from './adapters/demo/accountsRefusal.ts';
import type { Log } from './service/ports/log.ts';
import type { KeptSettings, Store } from './service/ports/store.ts';
import { openStoreIn, startServer, type Server } from './server.ts';

function refuseToStart(sentences: readonly string[]): never {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(1);
}

function checkedSettings(): Settings {
  const buildDir = join(import.meta.dirname, '..', 'out');
  const result = readSettings(process.env, process.cwd(), buildDir);
  if (!result.ok) return refuseToStart(result.sentences);
  const { turn, turnSecretFile } = result.settings;
  if (turnSecretFile === null) return result.settings;
  const found = readTurnSecret(turnSecretFile);
  if (!found.ok) return refuseToStart([found.sentence]);
  return { ...result.settings, turn: { ...turn, turnSecret: found.secret } };
}

async function start(settings: Settings): Promise<Server> {
  const log = createPinoLog(settings.logLevel);
  for (const sentence of settings.warnings) log.warn({}, sentence);
  const written = usesDemoQueues(settings) ? demoConfig(settings) : readConfig(settings.configFile);
  if (!written.ok) return refuseToStart(written.sentences);
  const nowMs = systemClock.nowMs();
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const locked = lockDataFolder(settings.dataDir, nowMs);
  if (!locked.ok) return refuseToStart([locked.sentence]);
  process.once('exit', () => locked.lock.release());
  const sealing = readSealingKeys(process.env, settings.dataDir);
  if (!sealing.ok) return refuseToStart([sealing.sentence]);
  const store = openStoreIn(settings.dataDir, nowMs, sealing.seal);
  const refusal = accountsRefusal(settings.demo, await store.listAccounts(), settings.dataDir);
  if (refusal !== null) return refuseToStart([refusal]);
  if (settings.demo) await addDemoAccounts(store, createScryptPasswords());
  const kept = settings.demo || settings.configFile !== null ? null : await store.findSettings();
  const config = kept === null ? written : readKeptConfig(kept);
  if (!config.ok) return refuseToStart(config.sentences);
  if (kept !== null) log.info({ queues: config.rules.queues.size }, 'settings taken up from the store');
  const { rules, policies } = config;
  const rooms =
    typeof settings.rooms === 'string'
      ? settings.rooms
      : { ...settings.rooms, socketPath: mediaSocketPath(settings.dataDir) };
  const server = await startServer({ ...settings, rooms, queues: rules.queues, rules, policies, store, log });
  await keepSettings(store, config.kept);
  reloadOnHangup(settings, server, store, log);
  // Said at every log level: whoever started us waits for it.
  createPinoLog('info').info({ host: server.host, port: server.port }, 'listening');
  return server;
}

/** Demo mode has queues of its own, unless a file is to be tried with it. */
function usesDemoQueues({ demo, configFile }: Settings): boolean {
  return demo && configFile === null;
}

function demoConfig({ ringTimeoutMs }: Settings): ConfigResult {
  const rules = plainRules(createDemoQueues(ringTimeoutMs ?? undefined));
  return { ok: true, rules, policies: createDemoPolicies(), kept: null };
}

/** For a later start without the file. */
async function keepSettings(store: Store, kept: KeptSettings | null): Promise<void> {
  if (kept !== null) await store.putSettings(kept, systemClock.nowMs());
}

/** A file that is wrong changes nothing: the server goes on as it is, and the log says what is wrong. */
function reloadOnHangup(settings: Settings, server: Server, store: Store, log: Log): void {
  process.on('SIGHUP', () => {
    takeUpTurnSecret(settings, log);
    if (usesDemoQueues(settings)) return;
    const config = readConfig(settings.configFile);
    if (!config.ok) {
      log.error({ reason: config.sentences.join(' ') }, 'settings refused, the old ones hold', null);
      return;
    }
    server
      .reload(config.rules, config.policies)
      .then(() => keepSettings(store, config.kept))
      .then(
        () => log.info({ queues: config.rules.queues.size }, 'settings taken up'),
        (cause: unknown) => log.error({}, 'settings not taken up, the old ones hold', cause),
      );
  });
}

/** For the next generation of each call's media. */
function takeUpTurnSecret({ turn, turnSecretFile }: Settings, log: Log): void {
  if (turnSecretFile === null) return;
  const found = readTurnSecret(turnSecretFile);
  if (found.ok) turn.turnSecret = found.secret;
  else log.error({ reason: found.sentence }, 'secret of the relay refused, the old one holds', null);
}

function stopOnSignals(server: Server): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal means now.
      if (isStopping) process.exit(1);
      isStopping = true;
      void server.stop().then(() => process.exit(0));
    });
  }
}

/** Resolves when the server listens; a wrong setting ends the process with a sentence. */
export async function runServerProcess(): Promise<void> {
  try {
    stopOnSignals(await start(checkedSettings()));
  } catch (cause) {
    explain(cause);
    throw cause;
  }
}

/** Ends the process with a sentence when the failure is one that people can mend. */
function explain(cause: unknown): void {
  const { code } = cause as { code?: string };
  const host = process.env['VISAVIS_HOST'] ?? '127.0.0.1';
  const port = process.env['VISAVIS_PORT'] ?? '7788';
  if (code === 'EADDRINUSE') refuseToStart([`VISAVIS_PORT must be a free port: ${host}:${port} is in use.`]);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    refuseToStart([`VISAVIS_HOST must be an address of this machine: ${host} is not.`]);
  }
  if (code === 'EACCES') refuseToStart([`This user may not use ${host}:${port} or the folder of VISAVIS_DATA_DIR.`]);
  const sentence = sentenceOf(cause);
  if (sentence !== null) refuseToStart([sentence]);
}
