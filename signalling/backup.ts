// `npm run backup -- FILE` and `npm run restore -- FILE`. Reads VISAVIS_DATA_DIR as the server does.
import { join, resolve } from 'node:path';
import { backUp, restore } from './adapters/backupCommand/backupCommand.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { readSettings } from './adapters/settings/settings.ts';

const USAGE = 'Usage:\n  npm run backup -- FILE\n  npm run restore -- FILE';

// The network's settings do not matter here.
const env = { VISAVIS_DATA_DIR: process.env['VISAVIS_DATA_DIR'] };
const result = readSettings(env, process.cwd(), join(import.meta.dirname, '..', 'out'));
if (!result.ok) throw new Error(result.sentences.join('\n'));
const { dataDir } = result.settings;

const [verb, file, ...rest] = process.argv.slice(2);
const isAsked = file !== undefined && file !== '' && rest.length === 0 && (verb === 'backup' || verb === 'restore');
const outcome = !isAsked
  ? { ok: false, text: USAGE }
  : verb === 'backup'
    ? backUp(dataDir, resolve(file))
    : restore(dataDir, resolve(file), systemClock.nowMs());
(outcome.ok ? process.stdout : process.stderr).write(`${outcome.text}\n`);
process.exitCode = outcome.ok ? 0 : 1;
