// Taking back what was consented to: what the service is told so that it erases the template. Knows the key; not the page.
import { hexOf } from '../../../core/bytes/hexOf.ts';
import type { KeptKey } from '../../../core/customerKey/keyStore.ts';
import { withdrawalTokenOf } from '../../../core/faces/template/templateKey.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';

/** Told with the consent: whoever knows what it is of may take it back. SHA-256 in hexadecimal. */
export async function withdrawalHashOf(key: CryptoKey): Promise<string> {
  const token = new TextEncoder().encode(await withdrawalTokenOf(key));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', token));
  return hexOf(digest);
}

/** @returns whether nothing is held of them any more */
export async function withdrawFaceData(
  client: Pick<SignallingClient, 'request'>,
  { key, customerId }: KeptKey,
): Promise<boolean> {
  const answer = await client.request('identity.withdraw', {
    customerId,
    withdrawalToken: await withdrawalTokenOf(key),
  });
  // What is not known is not held.
  return answer.ok || answer.problem.code === 'customerUnknown';
}
