// `npm run agents -- …`: adds, lists and removes the agents in a store. Reads VISAVIS_DATA_DIR as the server does.
import { runAgentsCommand } from './adapters/agentsCommand/agentsCommand.ts';
import { askPassword } from './adapters/agentsCommand/askPassword.ts';
import { dataDirOf, sayOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { createScryptPasswords } from './adapters/passwords/scryptPasswords.ts';
import { randomTokens } from './adapters/tokens/randomTokens.ts';
import { readSealingKeys } from './adapters/settings/sealingKeys.ts';
import { openStoreIn } from './server.ts';

const dataDir = dataDirOf(process.env);

const sealing = readSealingKeys(process.env, dataDir);
if (!sealing.ok) throw new Error(sealing.sentence);
const store = openStoreIn(dataDir, systemClock.nowMs(), sealing.seal);
const outcome = await runAgentsCommand(process.argv.slice(2), {
  store,
  dataDir,
  clock: systemClock,
  passwords: createScryptPasswords(),
  tokens: randomTokens,
  askPassword,
});
await store.close();
sayOutcome(outcome);
