// Who of a call uses sign language: said to the others, and heard of them. Knows the wire's peer family; not the media.
import type { CallId, Conference } from '../../../signalling/protocol/index.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

export class SigningTold {
  readonly #client: SignallingClient;
  readonly #callId: CallId;
  readonly #local: LocalMedia;
  readonly #stops: (() => void)[];
  #legs = $state.raw<readonly string[]>([]);
  #said = false;

  constructor(client: SignallingClient, callId: CallId, local: LocalMedia) {
    this.#client = client;
    this.#callId = callId;
    this.#local = local;
    this.#stops = [
      local.onChange(() => this.#say()),
      client.on('peer.signingChanged', (told) => {
        if (told.callId === callId) this.#heard(told.legId, told.isSigning);
      }),
    ];
  }

  /** The others who sign, by their legs. */
  get legs(): readonly string[] {
    return this.#legs;
  }

  /** Who has come or come back has not heard it yet, and who is gone signs no more. */
  follow(conference: Conference | undefined): void {
    if (conference !== undefined) {
      const there = this.#legs.filter((legId) => conference.people.some((person) => person.legId === legId));
      if (there.length < this.#legs.length) this.#legs = there;
    }
    if (this.#said) this.#tell();
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #say(): void {
    const isSigning = this.#local.isSigning && this.#local.source('camera').track !== undefined;
    if (isSigning === this.#said) return;
    this.#said = isSigning;
    this.#tell();
  }

  #tell(): void {
    if (!this.#client.serverCan('signing')) return;
    void this.#client.request('peer.reportSigning', { callId: this.#callId, isSigning: this.#said });
  }

  #heard(legId: string, isSigning: boolean): void {
    const others = this.#legs.filter((leg) => leg !== legId);
    this.#legs = isSigning ? [...others, legId] : others;
  }
}
