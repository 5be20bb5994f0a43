// Values sealed in their rows with a key from outside the data folder (AES-256-GCM). Knows keys and bytes; no SQL.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Where a value belongs: nothing that was put elsewhere opens. */
export type Place = readonly [table: string, ...row: string[]];

export type RowSeal = {
  /** Of the key that seals; null: nothing is sealed. */
  readonly keyId: string | null;
  /** All keys that open. */
  readonly keyIds: readonly string[];
  sealText(place: Place, text: string): string;
  /** What was written before anything was sealed is as it is. Throws where no key opens it, or it was changed. */
  openText(place: Place, text: string): string;
  sealBytes(place: Place, bytes: Uint8Array): Uint8Array;
  openBytes(place: Place, bytes: Uint8Array): Uint8Array;
};

/** Of a sealed text, then the key's id. */
export const TEXT_MARK = 'sealed1:';
/** Of sealed bytes, then the key's id. No picture and no PDF begins like this. */
export const BYTES_MARK = Buffer.from([0, 0x56, 0x56, 1]);
const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export const NO_SEAL: RowSeal = createRowSeal([]);

export function keyIdOf(key: Uint8Array): string {
  return createHash('sha256')
    .update('visavis row seal')
    .update(key)
    .digest('hex')
    .slice(0, 2 * ID_BYTES);
}

/** The first key seals, all of them open. */
export function createRowSeal(keys: readonly Uint8Array[]): RowSeal {
  if (keys.some((key) => key.length !== KEY_BYTES)) throw new Error(`a key has ${KEY_BYTES} bytes`);
  const known = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [first] = keys;
  const keyId = first === undefined ? null : keyIdOf(first);

  function sealed(place: Place, plain: Uint8Array, key: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeBytes(place));
    const content = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), content]);
  }

  function opened(place: Place, id: string, value: Buffer): Buffer {
    const key = known.get(id);
    if (key === undefined) throw new Error(`a value of ${place[0]} is sealed with key ${id}, which is not here`);
    const nonce = value.subarray(0, NONCE_BYTES);
    const tag = value.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(placeBytes(place)).setAuthTag(tag);
    return Buffer.concat([decipher.update(value.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  }

  return {
    keyId,
    keyIds: [...known.keys()],
    sealText(place, text) {
      if (first === undefined || keyId === null) return text;
      return `${TEXT_MARK}${keyId}:${sealed(place, Buffer.from(text), first).toString('base64url')}`;
    },
    openText(place, text) {
      if (!text.startsWith(TEXT_MARK)) return text;
      const [id = '', value = ''] = text.slice(TEXT_MARK.length).split(':');
      return opened(place, id, Buffer.from(value, 'base64url')).toString();
    },
    sealBytes(place, bytes) {
      if (first === undefined || keyId === null) return bytes;
      return Buffer.concat([BYTES_MARK, Buffer.from(keyId, 'hex'), sealed(place, bytes, first)]);
    },
    openBytes(place, bytes) {
      const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (!value.subarray(0, BYTES_MARK.length).equals(BYTES_MARK)) return bytes;
      const from = BYTES_MARK.length + ID_BYTES;
      return opened(place, value.subarray(BYTES_MARK.length, from).toString('hex'), value.subarray(from));
    },
  };
}

function placeBytes(place: Place): Buffer {
  return Buffer.from(JSON.stringify(place));
}
