// Carries notices between those who tell and those who hear them. Contract only.
import type { Notice } from '../../protocol/index.ts';
import type { Address } from '../../domain/switchboard/notices.ts';

/** Carries notices to whoever speaks for an address, on this machine or (later) another. */
export type Bus = {
  /** MUST NOT throw; a notice to nobody is dropped. Notices to one address arrive in order. */
  publish(address: Address, notice: Notice): void;
  /** Returns the way to stop. */
  subscribe(address: Address, deliver: (notice: Notice) => void): () => void;
};
