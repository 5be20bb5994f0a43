// What was written and shown before the call was handed on, from one side: the customer's page has it and offers it as the settings say,
// the agent's takes it up or not. Nothing of it is sent before that.
import { createSubscriber } from 'svelte/reactivity';
import type { EarlierMessage, EarlierShare } from '../../../signalling/protocol/assist.ts';
import type { EarlierPolicy } from '../../../signalling/protocol/index.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { layOutEarlier, type EarlierMaterial } from './earlierMaterial.ts';

const NOW = 'now';
/** A server of before says nothing of it. */
const USUAL_POLICY: EarlierPolicy = 'offered';

export type EarlierOptions = {
  room: AssistRoom;
  client: Pick<SignallingClient, 'request' | 'onState'>;
  /** The customer's, if there is any. */
  material: EarlierMaterial | undefined;
  /** The agent's: what they wanted is here. */
  onTakenUp: () => void;
};

export class Earlier {
  readonly #options: EarlierOptions;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  #policy: EarlierPolicy | undefined;
  #isAsking = false;
  #isGiving = false;
  #isWanted = false;
  #isDismissed = $state(false);

  constructor(options: EarlierOptions) {
    this.#options = options;
    const { room, client } = options;
    const { earlier, earlierAnswer, earlierChat, capabilities } = room.maps;
    this.#subscribe = createSubscriber((update) => {
      const stops = [earlier, earlierAnswer, earlierChat, room.files].map((source) => source.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    const look = (): void => (room.me === 'customer' ? this.#offer() : this.#take());
    this.#stops = [
      ...[earlier, earlierAnswer, earlierChat, capabilities].map((map) => map.onChange(look)),
      room.onPeerReady(look),
      client.onState((state) => state === 'open' && look()),
    ];
    look();
  }

  /** For the agent: there is something, and they have not said yet whether they want it. */
  get offered(): EarlierShare | undefined {
    return this.#answer === undefined && this.#options.room.isOfTheTwo ? this.#in('offered') : undefined;
  }

  /** For the agent: they want it, and it is on its way. */
  get awaited(): EarlierShare | undefined {
    return this.#answer === 'wanted' ? this.#in('offered') : undefined;
  }

  /** It is here for both; until somebody has read so. */
  get given(): EarlierShare | undefined {
    return this.#isDismissed ? undefined : this.#in('given');
  }

  /** How much was given, and with whom it was; whether or not somebody has read so. */
  get share(): EarlierShare | undefined {
    return this.#in('given');
  }

  /** In order. */
  get messages(): readonly EarlierMessage[] {
    this.#subscribe();
    const all = [...this.#options.room.maps.earlierChat.entries.values()];
    return all.toSorted((a, b) => a.message.atMs - b.message.atMs);
  }

  /** A file that came with a message; undefined while it is on its way. */
  fileOf(fileId: string): Blob | undefined {
    this.#subscribe();
    const state = this.#options.room.files.stateOf(fileId);
    return state.name === 'here' ? state.blob : undefined;
  }

  takeUp(): void {
    this.#isWanted = true;
    this.#options.room.maps.earlierAnswer.set(NOW, 'wanted');
  }

  startEmpty(): void {
    this.#options.room.maps.earlierAnswer.set(NOW, 'notWanted');
  }

  dismiss(): void {
    this.#isDismissed = true;
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  get #answer(): 'wanted' | 'notWanted' | undefined {
    this.#subscribe();
    return this.#options.room.maps.earlierAnswer.get(NOW);
  }

  #in(state: EarlierShare['state']): EarlierShare | undefined {
    this.#subscribe();
    const share = this.#options.room.maps.earlier.get(NOW);
    return share?.state === state ? share : undefined;
  }

  #offer(): void {
    const { room, material } = this.#options;
    const { earlier, earlierAnswer } = room.maps;
    const state = earlier.get(NOW)?.state;
    if (!material) {
      // It was on a page of this customer that is gone.
      if (state === 'offered') earlier.delete(NOW);
      return;
    }
    if (state === 'given' || !room.otherCan('earlier')) return;
    if (this.#policy === undefined) void this.#askPolicy();
    else if (this.#policy === 'always') void this.#give(material);
    else if (this.#policy === 'never') return;
    else if (state === undefined) {
      const { agentNames, messages, documents } = material;
      const counts = { messages: messages.size, documents: documents.size };
      earlier.set(NOW, { agentNames: [...agentNames], ...counts, state: 'offered' });
    } else if (earlierAnswer.get(NOW) === 'wanted') void this.#give(material);
  }

  /** Asked again when the service is back, where it could not be told. */
  async #askPolicy(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const answer = await this.#options.client.request('transfer.earlier', {});
    this.#isAsking = false;
    if (answer.ok) this.#policy = answer.value.earlier;
    else if (answer.problem.code === 'unknownRequest') this.#policy = USUAL_POLICY;
    else return;
    this.#offer();
  }

  async #give(material: EarlierMaterial): Promise<void> {
    if (this.#isGiving) return;
    this.#isGiving = true;
    await layOutEarlier(this.#options.room, material);
  }

  #take(): void {
    const { room, onTakenUp } = this.#options;
    for (const { message } of room.maps.earlierChat.entries.values()) {
      if (message.kind === 'file') room.files.fetch(message.card.fileId, message.card.bytes);
    }
    if (!this.#isWanted || room.maps.earlier.get(NOW)?.state !== 'given') return;
    this.#isWanted = false;
    onTakenUp();
  }
}
