// Puts pictures and documents of an export into a new folder, for this user only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptFile } from './exported.ts';

/** Throws when the folder is there already, or cannot be made. */
export function writeFiles(folder: string, files: readonly KeptFile[]): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const { sha256, type, content } of files) {
    writeFileSync(join(folder, `${sha256}.${type}`), content, { mode: 0o600 });
  }
}
