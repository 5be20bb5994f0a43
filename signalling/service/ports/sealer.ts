// What the service asks of whoever seals files with the organisation's key, as a contract. Knows no cryptography.

export type Sealer = {
  /** Whose seal it is, as people read it. */
  readonly by: string;
  /** A seal is never longer. */
  readonly maxBytes: number;
  /** From then on its certificate is worth nothing. */
  readonly expiresAtMs: number;
  /** `digest`: SHA-256 of what is sealed, 32 bytes. Rejects, with a sentence for the log, when no timestamp is to be had. */
  seal(digest: Uint8Array): Promise<Uint8Array>;
};
