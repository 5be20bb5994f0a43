// `npm run customers -- …`: tells or erases what is held of one customer. Reads VISAVIS_DATA_DIR as the server does.
import { dataDirOf, sayOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { runCustomersCommand } from './adapters/customersCommand/customersCommand.ts';
import { writeFiles } from './adapters/customersCommand/writeFiles.ts';
import { openStoreIn } from './server.ts';

const dataDir = dataDirOf(process.env);

const store = openStoreIn(dataDir, systemClock.nowMs());
const outcome = await runCustomersCommand(process.argv.slice(2), { store, dataDir, clock: systemClock, writeFiles });
await store.close();
sayOutcome(outcome);
