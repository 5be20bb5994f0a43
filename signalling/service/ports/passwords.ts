// Passwords and their hashes. Contract only.

export type Passwords = {
  hash(password: string): Promise<string>;
  /**
   * Takes as long for `null` (no such account) as for a wrong password. Null: too many wait to be looked at, and this one
   * was not. Those of one network take turns with those of others.
   */
  verify(password: string, passwordHash: string | null, by?: SignInBy): Promise<boolean | null>;
};

/** When to try again while too many passwords wait to be looked at. */
export const BUSY_MS = 3000;

export type SignInBy = {
  readonly address: string;
  /** Has signed in to this account from there before: looked at before strangers. */
  readonly isKnown: boolean;
};
