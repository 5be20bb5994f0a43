// The keys of signed links, read from the files that the settings name.
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Links } from '../../service/ports/links.ts';
import { createJoseLinks } from '../links/joseLinks.ts';
import type { Config } from './configSchema.ts';
import { OTHERS, readText } from './sealFiles.ts';

type Brought = { readonly ok: true; readonly links: Links | null } | { readonly ok: false; readonly sentence: string };
type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** HS256 wants a key of 256 bits at least (RFC 7518, 3.2). */
const LEAST_LENGTH = 32;
/** The new one and the one before. */
const MOST_KEYS = 2;
const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g;

/** Never throws. `folder`: of the settings file. */
export function readLinks(written: Config['links'], folder: string | null): Brought {
  if (written === undefined) return { ok: true, links: null };
  const refuse = (of: 'secrets' | 'publicKeys', reason: string): Brought => ({
    ok: false,
    sentence: `links.${of}: ${JSON.stringify(written[of]).slice(0, 80)} ${reason}`,
  });
  const secrets = written.secrets === undefined ? NONE : readSecrets(written.secrets, folder);
  if (!secrets.ok) return refuse('secrets', secrets.reason);
  const publicKeys = written.publicKeys === undefined ? NONE : readPublicKeys(written.publicKeys, folder);
  if (!publicKeys.ok) return refuse('publicKeys', publicKeys.reason);
  return { ok: true, links: createJoseLinks({ secrets: secrets.value, publicKeys: publicKeys.value }) };
}

const NONE: Found<never[]> = { ok: true, value: [] };

function readSecrets(file: string, folder: string | null): Found<readonly string[]> {
  const read = readText(file, folder, OTHERS);
  if (!read.ok) return read;
  const secrets = read.value.split(/\r?\n/).filter((line) => line !== '');
  const isFit = hasOneOrTwo(secrets) && secrets.every((secret) => secret.length >= LEAST_LENGTH);
  const reason = `must hold one or two lines, each a random secret of at least ${LEAST_LENGTH} characters`;
  return isFit ? { ok: true, value: secrets } : { ok: false, reason };
}

function readPublicKeys(file: string, folder: string | null): Found<readonly KeyObject[]> {
  const read = readText(file, folder);
  if (!read.ok) return read;
  if (read.value.includes('PRIVATE KEY')) {
    return { ok: false, reason: 'holds a private key: only who makes the links may have that' };
  }
  const keys = (read.value.match(PUBLIC_KEY) ?? []).map(publicKeyOf);
  const fit = keys.filter((key) => key?.asymmetricKeyType === 'ed25519').filter((key) => key !== null);
  return hasOneOrTwo(keys) && fit.length === keys.length
    ? { ok: true, value: fit }
    : { ok: false, reason: 'must hold one or two public keys of Ed25519 (PEM)' };
}

function publicKeyOf(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function hasOneOrTwo(list: readonly unknown[]): boolean {
  return list.length >= 1 && list.length <= MOST_KEYS;
}
