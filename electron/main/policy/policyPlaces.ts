// Where an organisation's policy is written on each system, and its text. Knows the places; not what is in them.
import { fromManagedPreferences, fromRegistry } from './policyText.ts';

export type PolicyTexts = {
  /** Of everybody on this machine, and of this person; undefined: there is none. */
  readonly machine: string | undefined;
  readonly user: string | undefined;
};

export type PolicyAccess = {
  readonly platform: NodeJS.Platform;
  readonly userName: string;
  /** Undefined: there is no such file. Throws where it cannot be read. */
  readonly readFile: (file: string) => string | undefined;
  /** What the program printed; undefined: it failed, as `reg` does where there is no such key. */
  readonly run: (program: string, parameters: readonly string[]) => string | undefined;
  /** In place of the machine's, for a build that is not installed. */
  readonly machineFile?: string | undefined;
};

const LINUX_FILE = '/etc/visavis/policy.json';
const REGISTRY_KEY = String.raw`Software\Policies\Visavis`;
/** By its whole path: of that name there may be another in some folder. */
const REG = String.raw`C:\Windows\System32\reg.exe`;
const MANAGED_FOLDER = '/Library/Managed Preferences';
const PREFERENCES = 'fr.visavis.app.plist';

/** On Linux there is none of a person: nobody but the machine's administrator could keep them from changing it. */
export function readPolicyTexts(access: PolicyAccess): PolicyTexts {
  const { platform, userName, readFile, run, machineFile } = access;
  if (machineFile !== undefined) return { machine: readFile(machineFile), user: undefined };
  if (platform === 'win32') {
    const query = (hive: string): string | undefined => {
      const printed = run(REG, ['query', `${hive}\\${REGISTRY_KEY}`, '/s']);
      return printed === undefined ? undefined : fromRegistry(printed);
    };
    return { machine: query('HKLM'), user: query('HKCU') };
  }
  if (platform === 'darwin') {
    const preferences = (folder: string): string | undefined => {
      const printed = run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', `${folder}/${PREFERENCES}`]);
      return printed === undefined ? undefined : fromManagedPreferences(printed);
    };
    return { machine: preferences(MANAGED_FOLDER), user: preferences(`${MANAGED_FOLDER}/${userName}`) };
  }
  return { machine: readFile(LINUX_FILE), user: undefined };
}
