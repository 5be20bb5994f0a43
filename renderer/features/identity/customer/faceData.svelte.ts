// What this browser holds of an enrolment, outside of a check, and its end. Knows the key store and the service.
import { createKeyStore, type KeptKey, type KeyStore } from '../../../core/customerKey/keyStore.ts';
import { readRecoveryCode } from '../../../core/faces/template/recoveryCode.ts';
import { customerIdOf, customerKeyOf, SECRET_BYTES } from '../../../core/faces/template/templateKey.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { withdrawFaceData } from './withdrawal.ts';

/** `slip`: no such code · `unreached`: the service did not answer. */
type State = 'open' | 'erasing' | 'erased' | 'slip' | 'unreached';

export class FaceData {
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #store: KeyStore;
  #kept = $state.raw<KeptKey>();
  #state = $state<State>('open');

  constructor(client: Pick<SignallingClient, 'request'>, store: KeyStore = createKeyStore()) {
    this.#client = client;
    this.#store = store;
  }

  get isHere(): boolean {
    return this.#kept !== undefined;
  }

  get state(): State {
    return this.#state;
  }

  async look(): Promise<void> {
    this.#state = 'open';
    this.#kept = await this.#store.load().catch(() => undefined);
  }

  /** `code`: the recovery code, where this browser holds no key. */
  async erase(code: string): Promise<void> {
    const kept = this.#kept ?? (await keyOf(code));
    if (!kept) {
      this.#state = 'slip';
      return;
    }
    this.#state = 'erasing';
    if (!(await withdrawFaceData(this.#client, kept))) {
      this.#state = 'unreached';
      return;
    }
    if (this.#kept) await this.#store.clear().catch(() => undefined);
    this.#kept = undefined;
    this.#state = 'erased';
  }
}

async function keyOf(code: string): Promise<KeptKey | undefined> {
  const secret = await readRecoveryCode(code, SECRET_BYTES);
  if (!secret) return undefined;
  const key = await customerKeyOf(secret);
  secret.fill(0);
  return { key, customerId: await customerIdOf(key) };
}
