// `npm run backup -- FILE` and `npm run restore -- FILE`. Reads VISAVIS_DATA_DIR as the server does.
import { resolve } from 'node:path';
import { backUp, restore } from './adapters/backupCommand/backupCommand.ts';
import { dataDirOf, sayOutcome } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';

const USAGE = 'Usage:\n  npm run backup -- FILE\n  npm run restore -- FILE';

const dataDir = dataDirOf(process.env);

const [verb, file, ...rest] = process.argv.slice(2);
const isAsked = file !== undefined && file !== '' && rest.length === 0 && (verb === 'backup' || verb === 'restore');
const outcome = !isAsked
  ? { ok: false, text: USAGE }
  : verb === 'backup'
    ? backUp(dataDir, resolve(file), systemClock.nowMs())
    : restore(dataDir, resolve(file), systemClock.nowMs());
sayOutcome(outcome);
