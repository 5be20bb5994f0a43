// Files that the settings name: only below the folder of the settings file, and read whole. Knows nothing of what they hold.
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** `reason`: goes on from the file's name, as in `"x.pdf" cannot be read`. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** `folder`: null where it is not known. */
export function pathBelow(folder: string | null, file: string): Found<string> {
  if (folder === null) {
    return { ok: false, reason: 'cannot be found: it is not known where the settings file was' };
  }
  const path = resolve(folder, file);
  const below = relative(folder, path);
  const isOutside = isAbsolute(file) || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return isOutside ? { ok: false, reason: 'must be below the folder of the settings file' } : { ok: true, value: path };
}

/** `tooLong`: why so many bytes are not read; null when they are. */
export function readWhole(path: string, tooLong: (bytes: number) => string | null): Found<Uint8Array> {
  try {
    const found = statSync(path);
    // A pipe or a device would keep the server waiting.
    if (!found.isFile()) return { ok: false, reason: 'is no file' };
    const reason = tooLong(found.size);
    return reason === null ? { ok: true, value: readFileSync(path) } : { ok: false, reason };
  } catch {
    return { ok: false, reason: 'cannot be read' };
  }
}
