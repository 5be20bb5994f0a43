// `npm run customers -- …`: tells or erases what is held of one customer. Reads VISAVIS_DATA_DIR as the server does.
import { dataDirOf, sayOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { runCustomersCommand } from './adapters/customersCommand/customersCommand.ts';
import { writeFiles } from './adapters/customersCommand/writeFiles.ts';
import { readSealingKeys } from './adapters/settings/sealingKeys.ts';
import { openStoreIn } from './server.ts';

const dataDir = dataDirOf(process.env);

const sealing = readSealingKeys(process.env, dataDir);
if (!sealing.ok) throw new Error(sealing.sentence);
const store = openStoreIn(dataDir, systemClock.nowMs(), sealing.seal);
const outcome = await runCustomersCommand(process.argv.slice(2), { store, dataDir, clock: systemClock, writeFiles });
await store.close();
sayOutcome(outcome);
