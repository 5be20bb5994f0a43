// `npm run audit -- verify` and `-- export`. Reads VISAVIS_DATA_DIR as the server does, and changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runAuditCommand } from './adapters/auditCommand/auditCommand.ts';
import { readSettings } from './adapters/settings/settings.ts';
import { readAuditKey } from './adapters/store/auditKey.ts';
import { readAuditTrail } from './adapters/store/sqliteAudit.ts';
import { STORE_FILE } from './adapters/store/sqliteStore.ts';

// The network's settings do not matter here.
const env = { VISAVIS_DATA_DIR: process.env['VISAVIS_DATA_DIR'] };
const result = readSettings(env, process.cwd(), join(import.meta.dirname, '..', 'out'));
if (!result.ok) throw new Error(result.sentences.join('\n'));
const { dataDir } = result.settings;
const file = join(dataDir, STORE_FILE);

if (existsSync(file)) {
  const db = new DatabaseSync(file, { readOnly: true });
  const outcome = runAuditCommand(process.argv.slice(2), readAuditTrail(db), readAuditKey(dataDir));
  db.close();
  (outcome.ok ? process.stdout : process.stderr).write(`${outcome.text}\n`);
  process.exitCode = outcome.ok ? 0 : 1;
} else {
  process.stderr.write(`There is no store in ${dataDir}.\n`);
  process.exitCode = 1;
}
