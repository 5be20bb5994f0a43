// A fingerprint of files and folders: what was built from the same fingerprint need not be built again.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NOT_BUILT = /\.(test|contract|spec)\.ts$/;
/** The compiler of translations writes notes of its own there. */
const COMPILERS_FOLDER = /[\\/]project\.inlang/;

/** Hash over names and contents of all files at or below the paths; tests do not count, the absence of a path does. */
export function hashInputs(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesBelow).sort()) {
    const isThere = existsSync(path);
    hash.update(`${path}\0${isThere ? 'is' : 'is not'} there\0`);
    if (isThere) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path) || statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name) && !COMPILERS_FOLDER.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name));
}
