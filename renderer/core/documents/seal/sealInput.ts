// What a seal is made from. Types only.

export type SealInput = {
  /** Whose seal it is. */
  by: string;
  /** The room for it. */
  maxBytes: number;
  atMs: number;
  /** Gives the CMS for the SHA-256 of what is sealed; undefined when none is to be had. */
  sign: (sha256: Uint8Array<ArrayBuffer>) => Promise<Uint8Array | undefined>;
};
