// The second stage of `npm start`: builds what changed, then runs the demo server and the agent app until told to stop.
import { once } from 'node:events';
import { endChild, isEnding } from '../bootstrap/children.mjs';
import { Failure } from '../bootstrap/progress.mjs';
import { buildEverything } from '../build/buildWhatChanged.ts';
import { ensureElectronRuntime, type ElectronRuntime } from '../setup/electronRuntime.ts';
import { ensureMediaWorker } from '../setup/mediaWorker.ts';
import { APP_PACKAGES, ensureSystemPackages } from '../setup/systemPackages.ts';
import { startAgentApp, type AgentApp } from './agentApp.ts';
import { startDemoServer, type DemoServer } from './demoServer.ts';
import { readStartSettings } from './startSettings.ts';

/** Runs until a signal ends it; fails when the server ends by itself. */
export async function main(): Promise<void> {
  const settings = readStartSettings(process.env, process.platform);
  const runtime = settings.opensApp ? await runtimeForApp() : undefined;
  await buildEverything();
  const server = await startDemoServer(settings);
  const address = `http://${server.host}:${server.port}`;
  const app = runtime === undefined ? undefined : startAgentApp(runtime, address, settings.dataFolder);
  announce(address, runtime, settings.dataFolder);
  if (app !== undefined) void reportEndOfApp(app, address);
  void goOnWithout(ensureMediaWorker);
  await endOfServer(server);
  if (app !== undefined) await endChild(app.child);
}

/** The app is not a condition: where it cannot be had, the agent works in a browser. */
async function runtimeForApp(): Promise<ElectronRuntime | undefined> {
  await goOnWithout(() => ensureSystemPackages(APP_PACKAGES));
  return goOnWithout(ensureElectronRuntime);
}

async function goOnWithout<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error([error.message, error.details, 'Going on without it.'].filter((text) => text !== '').join('\n'));
    return undefined;
  }
}

function announce(address: string, runtime: ElectronRuntime | undefined, dataFolder: string): void {
  const app =
    runtime === undefined
      ? ''
      : `\n  The app      is opening (Electron ${runtime.version}${runtime.isFallback ? ', stand-in' : ''})`;
  console.log(`
Visavis is running, in demo mode. Ctrl-C ends it.
  Customers    ${address}/
  Agents       ${address}/agent/${app}
  Sign in as   agent, agent2 or supervisor, password demo
  Data, logs   ${dataFolder}
  This demo can only be opened on this machine: phones and other computers find nothing at these addresses.
  Cette démo ne s'ouvre que sur cet ordinateur : téléphones et autres ordinateurs ne trouvent rien à ces adresses.
`);
}

async function reportEndOfApp({ child, logFile }: AgentApp, address: string): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (isEnding()) return;
  const how = code === 0 ? 'The app was closed.' : `The app ended unexpectedly; what it said is in ${logFile}.`;
  console.log(`${how} The server keeps running, and so does ${address}/agent/. Ctrl-C ends it.`);
}

async function endOfServer({ child, logFile }: DemoServer): Promise<void> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (isEnding()) return;
  console.error(`The server ended unexpectedly (${signal ?? `code ${String(code)}`}); what it said is in ${logFile}.`);
  process.exitCode = 1;
}
