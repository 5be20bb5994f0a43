// New recovery codes: told once, kept as hashes.
import type { Service } from '../service.ts';

export function createRecoveryCodes({ codes, tokens }: Pick<Service, 'codes' | 'tokens'>): {
  readonly recoveryCodes: readonly string[];
  readonly hashes: readonly string[];
} {
  const recoveryCodes = codes.createRecoveryCodes();
  return { recoveryCodes, hashes: recoveryCodes.map((code) => tokens.hash(codes.read(code).code)) };
}
