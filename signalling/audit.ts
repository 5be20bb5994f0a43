// `npm run audit -- verify` and `-- export`. Reads VISAVIS_DATA_DIR as the server does, and changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runAuditCommand } from './adapters/auditCommand/auditCommand.ts';
import { dataDirOf, sayOutcome } from './adapters/command/command.ts';
import { readAuditKeys } from './adapters/store/auditKey.ts';
import { readAuditTrail } from './adapters/store/sqliteAudit.ts';
import { STORE_FILE } from './adapters/store/sqliteStore.ts';

const dataDir = dataDirOf(process.env);
const file = join(dataDir, STORE_FILE);

if (existsSync(file)) {
  const db = new DatabaseSync(file, { readOnly: true });
  sayOutcome(runAuditCommand(process.argv.slice(2), readAuditTrail(db), readAuditKeys(dataDir)));
  db.close();
} else {
  sayOutcome({ ok: false, text: `There is no store in ${dataDir}.` });
}
