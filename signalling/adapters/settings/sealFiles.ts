// The organisation's seal: its certificate and key, read from the files that the settings name. The key goes nowhere else.
import { statSync } from 'node:fs';
import type { Sealer } from '../../service/ports/sealer.ts';
import { createSealer } from '../seal/createSealer.ts';
import type { Config } from './configSchema.ts';
import { pathBelow, readWhole, type Found } from './settingsFolder.ts';

type Brought =
  { readonly ok: true; readonly sealer: Sealer | null } | { readonly ok: false; readonly sentence: string };

const MOST_BYTES = 100_000;
/** Anybody but the owner. */
export const OTHERS = 0o077;

/** Never throws: what is wrong comes back as a sentence with path and reason. `folder`: of the settings file. */
export function readSealer(written: Config['seal'], folder: string | null): Brought {
  if (!written) return { ok: true, sealer: null };
  const { certificate, key, timestampUrl } = written;
  const refuse = (of: 'certificate' | 'key', reason: string): Brought => ({
    ok: false,
    sentence: `seal.${of}: ${JSON.stringify(written[of]).slice(0, 80)} ${reason}`,
  });
  const [certificates, secret] = [readText(certificate, folder), readText(key, folder, OTHERS)];
  if (!certificates.ok) return refuse('certificate', certificates.reason);
  if (!secret.ok) return refuse('key', secret.reason);
  const made = createSealer({
    certificates: certificates.value,
    key: secret.value,
    timestampUrl: timestampUrl ?? null,
  });
  return made.ok ? made : refuse(made.of, made.reason);
}

/** `forbidden`: rights that nobody may have on the file. */
export function readText(file: string, folder: string | null, forbidden = 0): Found<string> {
  const path = pathBelow(folder, file);
  if (!path.ok) return path;
  const read = readWhole(path.value, (bytes) => (bytes > MOST_BYTES ? `is longer than ${MOST_BYTES} bytes` : null));
  if (!read.ok) return read;
  // Windows keeps rights elsewhere, and gives every file the same mode.
  const isOpen = process.platform !== 'win32' && (statSync(path.value).mode & forbidden) !== 0;
  if (isOpen) return { ok: false, reason: 'may be read by others: let only the server’s own user read it (chmod 600)' };
  return { ok: true, value: Buffer.from(read.value).toString('utf8') };
}
