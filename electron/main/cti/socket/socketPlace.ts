// Whether the folder for the app's socket is safe, and who sits on the socket already. Knows the file system, no protocol.
import fs from 'node:fs';
import net from 'node:net';

/** Access for the owner alone. */
const OWN_FOLDER = 0o700;
const OTHERS = 0o077;

export type PlaceResult = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Makes the folder where it is missing. One that somebody else owns, or that others may enter, is not used. */
export function checkFolder(folder: string, userId: number | undefined): PlaceResult {
  fs.mkdirSync(folder, { recursive: true, mode: OWN_FOLDER });
  const found = fs.lstatSync(folder);
  if (!found.isDirectory()) return { ok: false, why: 'notAFolder' };
  if (userId !== undefined && found.uid !== userId) return { ok: false, why: 'notOurs' };
  if ((found.mode & OTHERS) !== 0) return { ok: false, why: 'openToOthers' };
  return { ok: true };
}

/** True when a program answers there; a socket file that nobody listens on is left over from one that was killed. */
export function isTaken(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(address);
    probe.on('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
  });
}
