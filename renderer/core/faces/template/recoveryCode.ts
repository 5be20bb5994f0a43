// A secret as people write it down and read it aloud: groups of five letters and digits, none of which looks like another,
// with a check at the end. Pure.

/** Crockford's base 32: no I, L, O, U. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const MEANT: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
const GROUP = 5;
const BITS = 5;
const CHECK_SIGNS = 4;

/** 52 signs for 32 bytes, and four to check them. */
export async function writeRecoveryCode(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const signs = signsOf(secret) + (await checkOf(secret));
  return signs.match(new RegExp(`.{1,${String(GROUP)}}`, 'g'))?.join('-') ?? '';
}

/** Small letters, blanks and what is often mistaken are forgiven. Undefined for what is no such code, or has a mistake in it. */
export async function readRecoveryCode(code: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const written = code
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[ILO]/g, (sign) => MEANT[sign] ?? sign);
  const length = Math.ceil((bytes * 8) / BITS);
  if (written.length !== length + CHECK_SIGNS) return undefined;
  const secret = bytesOf(written.slice(0, length), bytes);
  if (!secret || signsOf(secret) !== written.slice(0, length)) return undefined;
  return (await checkOf(secret)) === written.slice(length) ? secret : undefined;
}

function signsOf(bytes: Uint8Array): string {
  let [signs, held, bits] = ['', 0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= BITS; bits -= BITS) signs += SIGNS.charAt((held >> (bits - BITS)) & 31);
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? signs + SIGNS.charAt((held << (BITS - bits)) & 31) : signs;
}

function bytesOf(signs: string, count: number): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(count);
  let [at, held, bits] = [0, 0, 0];
  for (const sign of signs) {
    const value = SIGNS.indexOf(sign);
    if (value < 0) return undefined;
    held = (held << BITS) | value;
    bits += BITS;
    if (bits >= 8 && at < count) {
      bits -= 8;
      bytes[at] = held >> bits;
      at += 1;
    }
    held &= (1 << bits) - 1;
  }
  return bytes;
}

async function checkOf(secret: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', secret));
  return signsOf(digest.subarray(0, 3)).slice(0, CHECK_SIGNS);
}
