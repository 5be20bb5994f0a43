// The app starts when the person signs in to the machine, or does not, as the organisation has decided. Where it has not, nothing is touched.
import fs from 'node:fs';
import path from 'node:path';
import type { Log } from '../log/createLog.ts';
import { autostartEntry, autostartFile } from './autostartEntry.ts';

export type AutoStartOptions = {
  /** Undefined: nobody has decided. */
  readonly decided: boolean | undefined;
  /** Fixed: what a person has done about it is undone. */
  readonly isFixed: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of the installed app; what starts an AppImage is not what runs in it. */
  readonly program: string;
  /** How Windows and macOS are told. */
  readonly setLoginItem: (settings: { readonly openAtLogin: boolean }) => void;
  readonly log: Log;
};

export function setupAutoStart(options: AutoStartOptions): void {
  const { decided, platform, setLoginItem, log } = options;
  if (decided === undefined) return;
  try {
    if (platform === 'linux') followOnLinux(options, decided);
    else setLoginItem({ openAtLogin: decided });
  } catch (cause) {
    log.warn('auto-start not set', { cause: cause instanceof Error ? cause.message : '' });
  }
}

/** A person hides the entry, or changes it; that stays where it is only recommended. */
function followOnLinux({ isFixed, env, home, program }: AutoStartOptions, decided: boolean): void {
  const file = autostartFile(env, home);
  const isThere = fs.existsSync(file);
  if (isThere && !isFixed) return;
  if (!decided) {
    fs.rmSync(file, { force: true });
    return;
  }
  const entry = autostartEntry(env['APPIMAGE'] ?? program);
  if (isThere && fs.readFileSync(file, 'utf8') === entry) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, entry);
}
