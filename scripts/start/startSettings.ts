// What `npm start` reads from the environment, checked. Knows nothing of processes.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure } from '../bootstrap/progress.mjs';

export interface StartSettings {
  readonly host: string;
  readonly port: number;
  /** Where the demo store and the logs are kept. */
  readonly dataFolder: string;
  /** Whether to open the app; otherwise the agent's address is all there is. */
  readonly opensApp: boolean;
}

const DEFAULT_PORT = 7788;
const HIGHEST_PORT = 65_535;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a Failure when a setting is wrong. */
export function readStartSettings(environment: Environment, platform: NodeJS.Platform): StartSettings {
  const chosenFolder = chosen(environment, 'VISAVIS_DATA_DIR');
  return {
    // The demo accounts are known to everybody: demo mode binds the loopback address only.
    host: '127.0.0.1',
    port: readPort(chosen(environment, 'VISAVIS_PORT')),
    dataFolder:
      chosenFolder === undefined ? join(dataHome(environment, platform), 'visavis-demo') : resolve(chosenFolder),
    opensApp: (chosen(environment, 'VISAVIS_NO_APP') ?? '0') === '0' && hasDisplay(environment, platform),
  };
}

function readPort(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= HIGHEST_PORT) return port;
  throw new Failure(
    `VISAVIS_PORT is “${text}”, which is no port. Give a whole number from 0 (any free port) to ${HIGHEST_PORT}.`,
  );
}

function hasDisplay(environment: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return chosen(environment, 'DISPLAY') !== undefined || chosen(environment, 'WAYLAND_DISPLAY') !== undefined;
}

function dataHome(environment: Environment, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (platform === 'win32') return chosen(environment, 'LOCALAPPDATA') ?? join(homedir(), 'AppData', 'Local');
  return chosen(environment, 'XDG_DATA_HOME') ?? join(homedir(), '.local', 'share');
}

/** An empty variable counts as unset. */
function chosen(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === undefined || value === '' ? undefined : value;
}
