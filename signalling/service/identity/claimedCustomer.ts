// Whom a page may speak for: the customer it names, where it proves that it holds their key, else somebody who is new here.
import { customerIdSchema, type CustomerId } from '../../protocol/index.ts';
import type { Service } from '../service.ts';

export type Claim = {
  readonly customerId: CustomerId;
  /** SHA-256 in hexadecimal of what the page would take its consent back with. */
  readonly withdrawalHash: string;
  /** Whose signature of this very consent was found good. Absent: the page signed nothing. */
  readonly publicKey?: string | undefined;
  /** What `withdrawalHash` is of. Only customers who have no public key on record yet are known by it. */
  readonly possession?: string | undefined;
};

type Ports = Pick<Service, 'store' | 'tokens'>;

/**
 * Whoever names a customer without their key is treated as another person, always the same one for the same claim: nothing of the
 * customer is told, replaced or counted, and nothing says whether there is such a customer.
 */
export async function claimedCustomer(claim: Claim, ports: Ports): Promise<CustomerId> {
  if (await isTheirs(claim.customerId, claim, ports)) return claim.customerId;
  const stranger = strangerOf(claim, ports);
  // Nor may a claim that was copied speak for the stranger whom somebody else has become.
  return claim.publicKey === undefined || (await isTheirs(stranger, claim, ports))
    ? stranger
    : idOf(`stranger ${stranger} ${claim.publicKey}`, ports);
}

/** Who a page was taken for that could show the secret of `withdrawalHash` and no more. */
export function strangerOf({ customerId, withdrawalHash, possession }: Claim, { tokens }: Ports): CustomerId {
  const given = possession === undefined ? inBase64Url(withdrawalHash) : tokens.hash(possession);
  return idOf(`stranger ${customerId} ${given}`, { tokens });
}

/** Also of somebody whom nobody knows yet. */
async function isTheirs(customerId: CustomerId, claim: Claim, { store, tokens }: Ports): Promise<boolean> {
  const key = await store.findPossessionKey(customerId);
  if (key !== null) return claim.publicKey === key;
  const known = await store.findWithdrawalHash(customerId);
  return known === null || (claim.possession !== undefined && tokens.hash(claim.possession) === inBase64Url(known));
}

function idOf(text: string, { tokens }: Pick<Service, 'tokens'>): CustomerId {
  return customerIdSchema.parse(tokens.hash(text).slice(0, 22));
}

/** Browsers write hashes in hexadecimal, `tokens` in base64url. */
export function inBase64Url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url');
}
