// `npm run cti:install [-- --system] [-- --remove]`: tells mail programs and browsers where the relay is.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installManifests, removeManifests } from './ctiInstall/installManifests.ts';

export function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { system: { type: 'boolean', default: false }, remove: { type: 'boolean', default: false } },
  });
  const { platform } = process;
  const home = homedir();
  const system = values.system;
  const launcherFolder = system && platform === 'linux' ? '/usr/local/lib/visavis' : join(home, '.visavis', 'relay');
  const options = { platform, home, system, launcherFolder };
  const files = values.remove ? removeManifests(options) : installManifests(options);
  for (const file of files) console.log(`${values.remove ? 'Removed' : 'Wrote'} ${file}`);
  return Promise.resolve();
}
