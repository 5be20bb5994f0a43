// An operator's command on the store of VISAVIS_DATA_DIR. What people can mend is said in a sentence, as the server says it.
import { dataDirOf, sayOutcomeOf, type CommandOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { readSealingKeys } from './adapters/settings/sealingKeys.ts';
import { Unusable } from './adapters/store/unusable.ts';
import { openStoreIn } from './server.ts';

type OpenStore = ReturnType<typeof openStoreIn>;
type Command = (store: OpenStore, dataDir: string) => Promise<CommandOutcome>;

/** Runs it, closes the store and says the outcome. */
export async function withStore(command: Command): Promise<void> {
  await sayOutcomeOf(async () => {
    const dataDir = dataDirOf(process.env);
    const sealing = readSealingKeys(process.env, dataDir);
    if (!sealing.ok) throw new Unusable(sealing.sentence);
    const store = openStoreIn(dataDir, systemClock.nowMs(), sealing.seal);
    try {
      return await command(store, dataDir);
    } finally {
      await store.close();
    }
  });
}
