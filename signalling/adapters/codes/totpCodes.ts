// Codes of authenticator apps (TOTP, RFC 6238: SHA-1, 6 digits, 30 s, which is all that every app knows) and recovery codes.
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { RECOVERY_CODE_COUNT } from '../../protocol/index.ts';
import type { Codes } from '../../service/ports/secondFactorStore.ts';

const PERIOD_SECONDS = 30;
/** Clocks of telephones differ, and typing takes time: one step to each side (RFC 6238, 5.2). */
const DRIFT_STEPS = 1;
/** As long as what SHA-1 makes of it (RFC 4226, 4: R6). */
const SECRET_BYTES = 20;
const ISSUER = 'Visavis';
/** Crockford's base32: nothing that is read as something else. 80 bits, so that a hash without salt gives nothing away. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RECOVERY_LENGTH = 16;

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });
}

function createRecoveryCode(): string {
  const letters = [...randomBytes(RECOVERY_LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

export const totpCodes: Codes = {
  createSecret: () => new Secret({ size: SECRET_BYTES }).base32,
  addressOf: (secret, userName) => totpOf(secret, userName).toString(),
  stepOf(secret, code, nowMs) {
    const beside = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: DRIFT_STEPS });
    return beside === null ? null : Math.floor(nowMs / (PERIOD_SECONDS * 1000)) + beside;
  },
  createRecoveryCodes: () => Array.from({ length: RECOVERY_CODE_COUNT }, createRecoveryCode),
  read(typed) {
    const code = typed.toLowerCase().replace(/[\s-]/g, '');
    if (/^\d{1,8}$/.test(code)) return { kind: 'app', code };
    return { kind: 'recovery', code: code.replace(/o/g, '0').replace(/[il]/g, '1') };
  },
};
