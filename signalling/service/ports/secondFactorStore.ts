// What the service asks of a store, and of whoever makes codes, about second factors. Contracts only.
import type { AgentId } from '../../protocol/index.ts';

export type SecondFactor = {
  /** Base32. A store MAY keep it sealed; a copy of what it keeps then opens nothing. */
  readonly secret: string;
  readonly sinceMs: number;
  readonly recoveryCodesLeft: number;
};

export type NewSecondFactor = {
  readonly secret: string;
  /** Of the code that confirmed it: it is used. */
  readonly step: number;
  readonly sinceMs: number;
  readonly recoveryCodeHashes: readonly string[];
};

export type SecondFactorStore = {
  findSecondFactor(agentId: AgentId): Promise<SecondFactor | null>;
  /** Those who have one. */
  listSecondFactors(): Promise<readonly AgentId[]>;
  /** False where there is one already, and of nobody. */
  addSecondFactor(agentId: AgentId, factor: NewSecondFactor): Promise<boolean>;
  /** MUST be true once at most for a step, and never for one before, whoever asks at the same time. */
  takeStep(agentId: AgentId, step: number): Promise<boolean>;
  /** MUST be done once at most for a code. Resolves to how many are left; null when it is none of them. */
  takeRecoveryCode(agentId: AgentId, hash: string): Promise<number | null>;
  /** Replaces all of them. False where there is no second factor. */
  putRecoveryCodes(agentId: AgentId, hashes: readonly string[]): Promise<boolean>;
  /** MUST leave nothing of it behind. False where there is none. */
  endSecondFactor(agentId: AgentId): Promise<boolean>;
  /** As `endSecondFactor`; MUST end the account's sessions, too, as `rightLost`, and keep for its owner when that was. */
  resetSecondFactor(agentId: AgentId, atMs: number): Promise<boolean>;
  /** When it was last reset, if that was after `sinceMs`. MUST be told again to whoever asks again. */
  findFactorReset(agentId: AgentId, sinceMs: number): Promise<number | null>;
};

/** Codes of an authenticator app (RFC 6238), and recovery codes. */
export type Codes = {
  /** Unguessable, in base32. */
  createSecret(): string;
  /** What an app reads from a QR code. */
  addressOf(secret: string, userName: string): string;
  /** The step of time that the code is of, the present one or one beside it; null when it is of none. */
  stepOf(secret: string, code: string, nowMs: number): number | null;
  /** Each unguessable. */
  createRecoveryCodes(): readonly string[];
  /** What was typed, so that equal codes are equal texts. `kind`: by its looks. */
  read(typed: string): { readonly kind: 'app' | 'recovery'; readonly code: string };
};
