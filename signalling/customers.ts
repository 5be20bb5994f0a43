// `npm run customers -- …`: tells or erases what is held of one customer. Reads VISAVIS_DATA_DIR as the server does.
import { systemClock } from './adapters/clock/systemClock.ts';
import { runCustomersCommand } from './adapters/customersCommand/customersCommand.ts';
import { writeFiles } from './adapters/customersCommand/writeFiles.ts';
import { withStore } from './withStore.ts';

await withStore((store, dataDir) =>
  runCustomersCommand(process.argv.slice(2), { store, dataDir, clock: systemClock, writeFiles }),
);
