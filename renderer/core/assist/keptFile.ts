// A file that a person may keep when the call is over. Types only.

/** `sha256` was checked when the file was made or arrived. */
export type KeptFile = { name: string; sha256: string; blob: Blob; sealedBy?: string | undefined };
