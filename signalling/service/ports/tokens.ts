// What nobody can guess, and what proves who signed. Contract only.

export type Tokens = {
  /** Unguessable, fit for `tokenSchema`. */
  createToken(): string;
  /** Unguessable, fit for `idSchema`. */
  createId(): string;
  /** 32 bits that nobody can know beforehand. */
  createSeed(): number;
  /** One way; the same token always gives the same hash. */
  hash(token: string): string;
  /** Whether `signature` is of `text`, by the Ed25519 key whose public half is `publicKey`; both in base64url. MUST NOT throw. */
  isSigned(text: string, signature: string, publicKey: string): boolean;
};
