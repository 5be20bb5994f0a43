// Writes and removes the native messaging manifests and the launcher they point to. Knows files and the Windows registry.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HOST_NAME, manifestPlaces, manifestText, registryKeys, type PlacesOptions } from './manifests.ts';

export interface InstallOptions extends PlacesOptions {
  /** Where the launcher goes; a system-wide one must be readable by everyone. */
  readonly launcherFolder: string;
}

/**
 * Returns the manifests written. The launcher runs the relay from this working tree with this Node; an installer of the
 * packaged app writes the same manifests with the path of the relay that it ships.
 */
export function installManifests(options: InstallOptions): readonly string[] {
  const launcher = writeLauncher(options);
  return manifestPlaces(options).map(({ folder, family }) => {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${HOST_NAME}.json`);
    writeFileSync(file, manifestText(family, launcher), { mode: 0o644 });
    if (options.platform === 'win32')
      for (const key of registryKeys(family, options.system)) registry('add', key, '/ve', '/d', file, '/f');
    return file;
  });
}

/** Returns the manifests that are gone now, whether they were there or not. */
export function removeManifests(options: InstallOptions): readonly string[] {
  rmSync(launcherFile(options), { force: true });
  return manifestPlaces(options).map(({ folder, family }) => {
    const file = join(folder, `${HOST_NAME}.json`);
    rmSync(file, { force: true });
    if (options.platform === 'win32')
      for (const key of registryKeys(family, options.system)) registry('delete', key, '/f');
    return file;
  });
}

function launcherFile({ platform, launcherFolder }: InstallOptions): string {
  return join(launcherFolder, platform === 'win32' ? 'visavis-relay.cmd' : 'visavis-relay');
}

function writeLauncher(options: InstallOptions): string {
  const file = launcherFile(options);
  const relay = resolve('electron', 'relay', 'index.ts');
  mkdirSync(options.launcherFolder, { recursive: true });
  const text =
    options.platform === 'win32'
      ? `@echo off\r\n"${process.execPath}" "${relay}" %*\r\n`
      : `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(relay)} "$@"\n`;
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function registry(...parameters: string[]): void {
  spawnSync('reg', parameters, { stdio: 'ignore' });
}
