// Signed links that let somebody call, once. Contracts only.
import type { QueueId, Result } from '../../protocol/index.ts';

export type LinkClaims = {
  /** Of this link alone. */
  readonly linkId: string;
  readonly queueId: QueueId;
  /** What the caller is called; null: they say so themselves. */
  readonly name: string | null;
  /** What whoever made it knows the matter by, such as a file's number; null: nothing. */
  readonly reference: string | null;
  readonly goodUntilMs: number;
};

export type Links = {
  /** Null: what is signed elsewhere can only be read here. */
  readonly make: ((claims: LinkClaims) => Promise<string>) | null;
  /** Problems: linkExpired, linkWrong (not signed by us, or not what a link says). */
  read(link: string, nowMs: number): Promise<Result<LinkClaims>>;
};

export type LinkStore = {
  /** False: it has been used before. MUST be remembered over a restart until `goodUntilMs`. */
  useLink(idHash: string, goodUntilMs: number, nowMs: number): Promise<boolean>;
  /** It was not used after all. */
  giveLinkBack(idHash: string): Promise<void>;
};
