// The default app of the stand-in runtime: loads the app that is named on Electron's command line. Runs inside Electron only.
// An ES module with a top-level await, because Electron holds its `ready` event back until such a module has finished.
import { app } from 'electron/main';
import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { appPath, required } = readCommandLine(process.argv.slice(1));
if (appPath === undefined) {
  console.error('Name the app to run: electron [options] <path>');
  process.exit(1);
}
if (required.length > 0) Module._preloadModules(required);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
const { folder, entry } = adoptIdentity(resolve(appPath));
app.setAppPath(folder);
await import(pathToFileURL(entry).href);

/** The first argument that is no option is the app; Playwright names its loader with -r before it. */
function readCommandLine(parameters) {
  const required = [];
  for (let index = 0; index < parameters.length; index += 1) {
    const parameter = parameters[index];
    if (parameter === '-r' || parameter === '--require') required.push(parameters[(index += 1)]);
    else if (parameter === '-v' || parameter === '--version') printAndLeave(`v${process.versions.electron}`);
    else if (parameter === '-a' || parameter === '--abi') printAndLeave(process.versions.modules);
    else if (parameter.startsWith('--app=')) return { appPath: parameter.slice('--app='.length), required };
    else if (!parameter.startsWith('-')) return { appPath: parameter, required };
  }
  return { appPath: undefined, required };
}

function printAndLeave(text) {
  console.log(text);
  process.exit(0);
}

/** Name and version come from the app's package.json when a folder is named, as in Electron's own default app. */
function adoptIdentity(named) {
  const entry = Module._resolveFilename(named, null, true);
  const manifestFile = join(named, 'package.json');
  if (!existsSync(manifestFile)) return { folder: dirname(entry), entry };
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const name = manifest.productName ?? manifest.name;
  if (manifest.version !== undefined) app.setVersion(manifest.version);
  if (name !== undefined) app.name = name;
  app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  return { folder: named, entry };
}
