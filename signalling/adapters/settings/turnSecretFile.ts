// The secret that is shared with the relay, from a file: so that it can be changed while the server runs.
import { readFileSync, statSync } from 'node:fs';
import { OTHERS } from './sealFiles.ts';

export const LEAST_TURN_SECRET = 16;
const MOST_BYTES = 10_000;

type Found = { readonly ok: true; readonly secret: string } | { readonly ok: false; readonly sentence: string };

/**
 * One secret a line: the first signs. A second is the one before, for whoever sets the relay up from the same file; the server
 * signs nothing with it. Never throws.
 */
export function readTurnSecret(file: string): Found {
  const refuse = (reason: string): Found => ({
    ok: false,
    sentence: `VISAVIS_TURN_SECRET_FILE names ${file}, which ${reason}.`,
  });
  let text: string;
  try {
    const { mode, size } = statSync(file);
    // Windows keeps rights elsewhere, and gives every file the same mode.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) return refuse('may be read by others: chmod 600');
    if (size > MOST_BYTES) return refuse(`is longer than ${MOST_BYTES} bytes`);
    text = readFileSync(file, 'utf8');
  } catch {
    return refuse('cannot be read');
  }
  const secrets = text.split(/\r?\n/).filter((line) => line !== '');
  const [secret] = secrets;
  const isFit = secrets.length <= 2 && secrets.every(({ length }) => length >= LEAST_TURN_SECRET);
  return secret !== undefined && isFit
    ? { ok: true, secret }
    : refuse(`must hold one or two lines, each a secret of at least ${LEAST_TURN_SECRET} characters`);
}
