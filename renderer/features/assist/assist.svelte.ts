// What goes on beside sound and picture in one call, from one side: composes the room and the features that live in it.
// Loaded once media flows, so that nobody waits for it to be heard.
import { createSubscriber } from 'svelte/reactivity';
import type { CallId, Party } from '../../../signalling/protocol/index.ts';
import { AssistRoom } from '../../core/assist/assistRoom.ts';
import type { ScreenTracks } from '../../core/callMedia/callMedia.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import type { DataLanes } from '../../core/peerLink/dataLanes.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { Chat, HoldSentence } from '../chat/index.ts';
import { DeviceCamera } from '../deviceCamera/index.ts';
import { InkBoard } from '../ink/index.ts';
import { Agreements, Forms, Table } from '../table/index.ts';

export type AssistOptions = {
  me: Party;
  /** As the server knows them; the customer's page is not told their own. */
  names: { agent: string; customer: string };
  callId: CallId;
  client: SignallingClient;
  local: LocalMedia;
  /** Sends a screen from now on, or none. */
  shareScreen: (tracks: ScreenTracks | undefined) => void;
  /** The other side's camera and microphone. */
  incoming: () => MediaStream | undefined;
  openOutside: (url: string) => void;
};

/** What is shown large in place of the other person. */
export type Surface = 'table';

/** Where the server cannot be asked for its policy. */
const USUAL_MAX_FILE_BYTES = 50_000_000;

export class Assist {
  readonly me: Party;
  readonly ink: InkBoard;
  readonly table: Table;
  readonly forms: Forms;
  readonly agreements: Agreements;
  readonly chat: Chat;
  readonly camera: DeviceCamera;
  readonly holdSentence = new HoldSentence();
  /** Opens a web page outside, after the person has been told where it leads. */
  readonly openOutside: (url: string) => void;
  readonly #room: AssistRoom;
  readonly #subscribe: () => void;

  constructor({ me, names, client, local, incoming, openOutside }: AssistOptions) {
    this.me = me;
    this.openOutside = openOutside;
    this.#room = new AssistRoom({ me, maxFileBytes: USUAL_MAX_FILE_BYTES, nowMs: () => client.nowMs() });
    this.#subscribe = createSubscriber((update) => this.#room.onChange(update));
    this.ink = new InkBoard(this.#room);
    this.table = new Table(this.#room);
    this.forms = new Forms(this.#room);
    this.agreements = new Agreements(this.#room, this.table, names);
    this.chat = new Chat(this.#room);
    this.camera = new DeviceCamera({ room: this.#room, local, table: this.table, incoming });
  }

  /** The other side can be shown things. */
  get ready(): boolean {
    this.#subscribe();
    return this.#room.met && this.#room.strange === undefined;
  }

  /** Why nothing can be shown to the other side, if so. */
  get strange(): 'version' | 'malformed' | undefined {
    this.#subscribe();
    return this.#room.strange;
  }

  get surface(): Surface | undefined {
    return this.table.open ? 'table' : undefined;
  }

  /** Another link of the call. */
  attach(lanes: DataLanes): void {
    this.#room.attach(lanes);
  }

  /** Says the sentence that was proposed, as the customer is put on hold, and thanks them when they are back. */
  held(held: boolean): void {
    if (held && this.holdSentence.isSaid) this.chat.sayPhrase(this.holdSentence.phrase);
    if (!held && this.chat.lastPhrase?.name === 'hold') this.chat.sayPhrase({ name: 'thanks' });
  }

  close(): void {
    this.ink.close();
    this.table.end();
    this.chat.close();
    this.agreements.close();
    this.camera.close();
    this.#room.close();
  }
}
