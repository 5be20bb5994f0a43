// Thunderbird's policies on this machine, replaced for a while: it reads them from one place only. Knows no Thunderbird.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = '/etc/thunderbird/policies';
const FILE = join(FOLDER, 'policies.json');

/** What is there now. */
export function readMailPolicy(): string | undefined {
  return existsSync(FILE) ? readFileSync(FILE, 'utf8') : undefined;
}

/** Returns what puts back what was there before. */
export function replaceMailPolicy(text: string): () => void {
  const before = readMailPolicy();
  const hadFolder = existsSync(FOLDER);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, text);
  return () => {
    if (before !== undefined) writeFileSync(FILE, before);
    else rmSync(hadFolder ? FILE : FOLDER, { recursive: true, force: true });
  };
}
