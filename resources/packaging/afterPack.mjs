// Runs in electron-builder between packing and signing. Removes the default app of the development runtime, which would be
// a second door into the package. Electron's own downloads do not carry it once packed.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {{ packager: { getResourcesDir: (appOutDir: string) => string }, appOutDir: string }} context */
export async function afterPack({ packager, appOutDir }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
