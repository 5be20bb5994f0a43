// `node scripts/run.mjs demoDocuments`: makes the documents of demo mode in resources/demo/. The same bytes each time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAccountApplication } from './demoDocuments/accountApplication.ts';
import { makeAccountFees } from './demoDocuments/accountFees.ts';

const FOLDER = join('resources', 'demo');

export async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'account-fees.pdf'), await makeAccountFees());
  writeFileSync(join(FOLDER, 'account-application.pdf'), await makeAccountApplication());
}
