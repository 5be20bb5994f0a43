// `npm run backup -- FILE` and `npm run restore -- FILE`. Reads VISAVIS_DATA_DIR as the server does.
import { resolve } from 'node:path';
import { backUp, restore } from './adapters/backupCommand/backupCommand.ts';
import { dataDirOf, sayOutcomeOf } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';

const USAGE = 'Usage:\n  npm run backup -- FILE\n  npm run restore -- FILE';

await sayOutcomeOf(() => {
  const [verb, file, ...rest] = process.argv.slice(2);
  const isAsked = file !== undefined && file !== '' && rest.length === 0 && (verb === 'backup' || verb === 'restore');
  if (!isAsked) return { ok: false, text: USAGE };
  const act = verb === 'backup' ? backUp : restore;
  return act(dataDirOf(process.env), resolve(file), systemClock.nowMs());
});
