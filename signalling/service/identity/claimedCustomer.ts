// Whom a page may speak for: the customer it names, where it proves that it holds their key, else somebody who is new here.
import { customerIdSchema, type CustomerId } from '../../protocol/index.ts';
import type { Service } from '../service.ts';

export type Claim = {
  readonly customerId: CustomerId;
  /** SHA-256 in hexadecimal of what the page would take its consent back with. */
  readonly withdrawalHash: string;
  /** What only the customer's key yields. Absent: the page proves nothing. */
  readonly possession?: string | undefined;
};

/**
 * Whoever names a customer without their key is treated as another person, always the same one for the same claim: nothing of the
 * customer is told, replaced or counted, and nothing says whether there is such a customer.
 */
export async function claimedCustomer(
  { customerId, withdrawalHash, possession }: Claim,
  { store, tokens }: Pick<Service, 'store' | 'tokens'>,
): Promise<CustomerId> {
  const known = await store.findWithdrawalHash(customerId);
  const given = possession === undefined ? null : tokens.hash(possession);
  if (known === null || given === inBase64Url(known)) return customerId;
  const stranger = tokens.hash(`stranger ${customerId} ${given ?? inBase64Url(withdrawalHash)}`);
  return customerIdSchema.parse(stranger.slice(0, 22));
}

/** Browsers write hashes in hexadecimal, `tokens` in base64url. */
export function inBase64Url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}
