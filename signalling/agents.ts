// `npm run agents -- …`: adds, lists and removes the agents in a store. Reads VISAVIS_DATA_DIR as the server does.
import { join } from 'node:path';
import { runAgentsCommand } from './adapters/agentsCommand/agentsCommand.ts';
import { askPassword } from './adapters/agentsCommand/askPassword.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { createScryptPasswords } from './adapters/passwords/scryptPasswords.ts';
import { readSettings } from './adapters/settings/settings.ts';
import { randomTokens } from './adapters/tokens/randomTokens.ts';
import { openStoreIn } from './server.ts';

// The network's settings do not matter here.
const env = { VISAVIS_DATA_DIR: process.env['VISAVIS_DATA_DIR'] };
const result = readSettings(env, process.cwd(), join(import.meta.dirname, '..', 'out'));
if (!result.ok) throw new Error(result.sentences.join('\n'));
const { dataDir } = result.settings;

const store = openStoreIn(dataDir, systemClock.nowMs());
const outcome = await runAgentsCommand(process.argv.slice(2), {
  store,
  dataDir,
  clock: systemClock,
  passwords: createScryptPasswords(),
  tokens: randomTokens,
  askPassword,
});
await store.close();
(outcome.ok ? process.stdout : process.stderr).write(`${outcome.text}\n`);
process.exitCode = outcome.ok ? 0 : 1;
