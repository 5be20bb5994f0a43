// The keys that values are sealed with at rest, read from the file that VISAVIS_SEALING_KEYS names.
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { createRowSeal, NO_SEAL, type RowSeal } from '../store/rowSeal.ts';
import { OTHERS } from './sealFiles.ts';

export type SealResult =
  { readonly ok: true; readonly seal: RowSeal } | { readonly ok: false; readonly sentence: string };

/** 32 bytes. */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/** Never throws. One key a line, in base64: the first seals, all of them open. */
export function readSealingKeys(env: Readonly<Record<string, string | undefined>>, dataDir: string): SealResult {
  const file = env['VISAVIS_SEALING_KEYS'];
  if (file === undefined || file === '') return { ok: true, seal: NO_SEAL };
  const refuse = (reason: string): SealResult => ({
    ok: false,
    sentence: `VISAVIS_SEALING_KEYS names ${file}, ${reason}.`,
  });
  const below = relative(dataDir, resolve(file));
  if (!below.startsWith('..') && !isAbsolute(below)) {
    return refuse('which is in the data folder: whoever has the one must not have the other');
  }
  try {
    const isOpen = process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0;
    if (isOpen) return refuse('which may be read by others: let only the server’s own user read it (chmod 600)');
    const lines = readFileSync(file, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
    if (lines.length === 0 || !lines.every((line) => KEY.test(line))) {
      return refuse('which must hold one key a line, each 32 random bytes in base64 (openssl rand -base64 32)');
    }
    return { ok: true, seal: createRowSeal(lines.map((line) => Buffer.from(line, 'base64'))) };
  } catch {
    return refuse('which cannot be read');
  }
}
