// An operator's command on the store of VISAVIS_DATA_DIR. What people can mend is said in a sentence, as the server says it.
import { dataDirOf, sayOutcome, type CommandOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { readSealingKeys } from './adapters/settings/sealingKeys.ts';
import { SealingKeyMissing } from './adapters/store/sqliteSealing.ts';
import { openStoreIn } from './server.ts';

type OpenStore = ReturnType<typeof openStoreIn>;
type Command = (store: OpenStore, dataDir: string) => Promise<CommandOutcome>;

/** Runs it, closes the store and says the outcome. */
export async function withStore(command: Command): Promise<void> {
  const dataDir = dataDirOf(process.env);
  const opened = openSealed(dataDir);
  if (!opened.ok) {
    sayOutcome({ ok: false, text: opened.sentence });
    return;
  }
  const outcome = await command(opened.store, dataDir);
  await opened.store.close();
  sayOutcome(outcome);
}

function openSealed(dataDir: string): { ok: true; store: OpenStore } | { ok: false; sentence: string } {
  const sealing = readSealingKeys(process.env, dataDir);
  if (!sealing.ok) return sealing;
  try {
    return { ok: true, store: openStoreIn(dataDir, systemClock.nowMs(), sealing.seal) };
  } catch (cause) {
    if (cause instanceof SealingKeyMissing) return { ok: false, sentence: cause.message };
    throw cause;
  }
}
