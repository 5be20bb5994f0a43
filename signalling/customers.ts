// `npm run customers -- …`: tells or erases what is held of one customer. Reads VISAVIS_DATA_DIR as the server does.
import { join } from 'node:path';
import { systemClock } from './adapters/clock/systemClock.ts';
import { runCustomersCommand } from './adapters/customersCommand/customersCommand.ts';
import { writeFiles } from './adapters/customersCommand/writeFiles.ts';
import { readSettings } from './adapters/settings/settings.ts';
import { openStoreIn } from './server.ts';

// The network's settings do not matter here.
const env = { VISAVIS_DATA_DIR: process.env['VISAVIS_DATA_DIR'] };
const result = readSettings(env, process.cwd(), join(import.meta.dirname, '..', 'out'));
if (!result.ok) throw new Error(result.sentences.join('\n'));
const { dataDir } = result.settings;

const store = openStoreIn(dataDir, systemClock.nowMs());
const outcome = await runCustomersCommand(process.argv.slice(2), { store, dataDir, clock: systemClock, writeFiles });
await store.close();
(outcome.ok ? process.stdout : process.stderr).write(`${outcome.text}\n`);
process.exitCode = outcome.ok ? 0 : 1;
