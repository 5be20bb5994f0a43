// `npm run audit -- verify` and `-- export`. Reads VISAVIS_DATA_DIR as the server does, and changes nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runAuditCommand } from './adapters/auditCommand/auditCommand.ts';
import { dataDirOf, sayOutcomeOf } from './adapters/command/command.ts';
import { findAuditKey } from './adapters/store/auditKey.ts';
import { readAuditTrail } from './adapters/store/auditTrail.ts';
import { STORE_FILE } from './adapters/store/sqliteStore.ts';
import { Unusable } from './adapters/store/unusable.ts';

await sayOutcomeOf(() => {
  const dataDir = dataDirOf(process.env);
  const file = join(dataDir, STORE_FILE);
  if (!existsSync(file)) throw new Unusable(`There is no store in ${dataDir}.`);
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return runAuditCommand(process.argv.slice(2), readAuditTrail(db), findAuditKey(dataDir));
  } finally {
    db.close();
  }
});
