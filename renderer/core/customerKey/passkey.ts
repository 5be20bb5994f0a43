// The secret of the customer's key from a passkey, where the browser and the device can: it is then wherever their passkeys are.
// Knows WebAuthn and its PRF extension (W3C Web Authentication Level 3, 10.1.4); not what the secret is for.

/** Always asked for the same, so that the answer is the same on every device. */
const ASKED = new TextEncoder().encode('visavis customer key 1');
const ANSWER_LIMIT_MS = 120_000;
/** ES256 and RS256, as COSE numbers them. */
const ALGORITHMS = [-7, -257];

type PrfResults = { readonly prf?: { readonly results?: { readonly first?: BufferSource } } };

/** False also where it cannot be told. */
export async function canUsePasskeys(): Promise<boolean> {
  // A passkey belongs to a name, and an address in numbers is none.
  if (!('PublicKeyCredential' in window) || /^[\d.]+$|^\[/.test(location.hostname)) return false;
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/** MUST be called from a click. Undefined when the person turned back, or the device gives no secret. */
export async function createPasskey(
  serviceName: string,
  personName: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const created = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: serviceName },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name: personName, displayName: personName },
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        timeout: ANSWER_LIMIT_MS,
        extensions: { prf: { eval: { first: ASKED } } },
      },
    }),
  );
  // Many devices say the secret only when the passkey is used.
  return created && (secretOf(created) ?? usePasskey());
}

/** MUST be called from a click. Undefined when the person turned back, or has no such passkey. */
export async function usePasskey(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const used = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        userVerification: 'required',
        timeout: ANSWER_LIMIT_MS,
        extensions: { prf: { eval: { first: ASKED } } },
      },
    }),
  );
  return used && secretOf(used);
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | undefined> {
  try {
    const answer = await ask();
    return answer instanceof PublicKeyCredential ? answer : undefined;
  } catch {
    return undefined;
  }
}

function secretOf(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | undefined {
  const { prf } = credential.getClientExtensionResults() as PrfResults;
  const first = prf?.results?.first;
  if (first === undefined) return undefined;
  return ArrayBuffer.isView(first)
    ? Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))
    : new Uint8Array(first);
}
