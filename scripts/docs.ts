// `npm run docs`: writes docs/PROTOCOL.md as the schemas say it; with --check, fails when the committed one is another.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Failure } from './bootstrap/progress.mjs';
import { runQuietly } from './bootstrap/runQuietly.mjs';

const DOCUMENT = 'docs/PROTOCOL.md';

export async function main(): Promise<void> {
  const text = await runQuietly(process.execPath, ['signalling/protocol/printDocs.ts']);
  if (!process.argv.includes('--check')) {
    writeFileSync(DOCUMENT, text);
    return;
  }
  const committed = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  if (committed !== text)
    throw new Failure(`${DOCUMENT} is not what the schemas say. Run “npm run docs” and commit it.`);
}
