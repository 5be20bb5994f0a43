// The secrets of signed links, read from the file that the settings name.
import type { Links } from '../../service/ports/links.ts';
import { createJoseLinks } from '../links/joseLinks.ts';
import type { Config } from './configSchema.ts';
import { OTHERS, readText } from './sealFiles.ts';

type Brought = { readonly ok: true; readonly links: Links | null } | { readonly ok: false; readonly sentence: string };

/** HS256 wants a key of 256 bits at least (RFC 7518, 3.2). */
const LEAST_LENGTH = 32;

/** Never throws. `folder`: of the settings file. */
export function readLinks(written: Config['links'], folder: string | null): Brought {
  if (written === undefined) return { ok: true, links: null };
  const refuse = (reason: string): Brought => ({
    ok: false,
    sentence: `links.secrets: ${JSON.stringify(written.secrets).slice(0, 80)} ${reason}`,
  });
  const read = readText(written.secrets, folder, OTHERS);
  if (!read.ok) return refuse(read.reason);
  const secrets = read.value.split(/\r?\n/).filter((line) => line !== '');
  const isFit = secrets.length >= 1 && secrets.length <= 2 && secrets.every((secret) => secret.length >= LEAST_LENGTH);
  if (!isFit) return refuse(`must hold one or two lines, each a random secret of at least ${LEAST_LENGTH} characters`);
  return { ok: true, links: createJoseLinks(secrets) };
}
