// The organisation's seal from its certificate and key. Knows which keys will do.
import { createPrivateKey, X509Certificate, type KeyObject, type webcrypto } from 'node:crypto';
import { MAX_SEAL_BYTES } from '../../protocol/index.ts';
import type { Sealer } from '../../service/ports/sealer.ts';
import { cmsSeal, sealedBy } from './cmsSeal.ts';
import { timestampOf } from './timestamp.ts';

export type SealFiles = {
  /** PEM: the seal's own certificate first, then those up to its root. */
  readonly certificates: string;
  /** PEM, PKCS#8 or older, without a passphrase. */
  readonly key: string;
  readonly timestampUrl: string | null;
};
export type SealerResult =
  | { readonly ok: true; readonly sealer: Sealer }
  | { readonly ok: false; readonly of: 'certificate' | 'key'; readonly reason: string };

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const LONGEST_CHAIN = 5;
/** Attributes, signature and names of the signer; with a timestamp also its token and the chain of who gave it. */
const OWN_BYTES = 4096;
const TIMESTAMP_BYTES = 16_384;
const SHORTEST_RSA_BITS = 2048;

/** Never throws. `reason` goes on from the file's name. */
export function createSealer({ certificates, key, timestampUrl }: SealFiles): SealerResult {
  const chain = chainOf(certificates);
  const [own] = chain;
  if (own === undefined)
    return { ok: false, of: 'certificate', reason: `holds no certificates, or more than ${LONGEST_CHAIN}` };
  const secret = privateKeyOf(key);
  const algorithm = secret && algorithmOf(secret);
  if (!secret || !algorithm) {
    return {
      ok: false,
      of: 'key',
      reason: 'holds no private key of RSA (2048 bits or more) or P-256, P-384, without a passphrase',
    };
  }
  if (!own.checkPrivateKey(secret)) return { ok: false, of: 'key', reason: 'is not the key of the certificate' };
  const by = sealedBy(own.raw);
  if (by === '') return { ok: false, of: 'certificate', reason: 'names neither an organisation (O) nor a name (CN)' };
  const ders = chain.map(({ raw }) => new Uint8Array(raw));
  const timestamp = timestampUrl === null ? null : (signature: Uint8Array) => timestampOf(signature, timestampUrl);
  const maxBytes = ders.reduce((sum, { length }) => sum + length, OWN_BYTES + (timestamp ? TIMESTAMP_BYTES : 0));
  if (maxBytes > MAX_SEAL_BYTES)
    return { ok: false, of: 'certificate', reason: 'is too long with those up to its root' };
  const imported = globalThis.crypto.subtle.importKey(
    'pkcs8',
    secret.export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    false,
    ['sign'],
  );
  imported.catch(() => undefined);
  return {
    ok: true,
    sealer: {
      by,
      maxBytes,
      expiresAtMs: own.validToDate.getTime(),
      seal: async (digest) => cmsSeal(digest, { certificates: ders, key: await imported }, timestamp),
    },
  };
}

function chainOf(pem: string): X509Certificate[] {
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length > LONGEST_CHAIN) return [];
  try {
    return found.map((one) => new X509Certificate(one));
  } catch {
    return [];
  }
}

function privateKeyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function algorithmOf({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams | null {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= SHORTEST_RSA_BITS) {
    return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  }
  const curve = { prime256v1: 'P-256', secp384r1: 'P-384' }[asymmetricKeyDetails?.namedCurve ?? ''];
  return asymmetricKeyType === 'ec' && curve !== undefined ? { name: 'ECDSA', namedCurve: curve } : null;
}
