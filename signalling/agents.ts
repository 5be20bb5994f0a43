// `npm run agents -- …`: adds, lists and removes the agents in a store. Reads VISAVIS_DATA_DIR as the server does.
import { runAgentsCommand } from './adapters/agentsCommand/agentsCommand.ts';
import { askPassword } from './adapters/agentsCommand/askPassword.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { createScryptPasswords } from './adapters/passwords/scryptPasswords.ts';
import { randomTokens } from './adapters/tokens/randomTokens.ts';
import { withStore } from './withStore.ts';

await withStore((store, dataDir) =>
  runAgentsCommand(process.argv.slice(2), {
    store,
    dataDir,
    clock: systemClock,
    passwords: createScryptPasswords(),
    tokens: randomTokens,
    askPassword,
  }),
);
