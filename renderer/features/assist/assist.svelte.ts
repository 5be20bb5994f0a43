// What goes on beside sound and picture in one call, from one side: composes the room and the features that live in it.
// Loaded once media flows, so that nobody waits for it to be heard.
import { createSubscriber } from 'svelte/reactivity';
import type { SharedScreen } from '../../../signalling/protocol/assist.ts';
import type { CallId, Conference, Party } from '../../../signalling/protocol/index.ts';
import type { AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import { AssistRoom } from '../../core/assist/assistRoom.ts';
import { companyOf } from '../../core/assist/company.ts';
import { Seats } from '../../core/assist/seats.ts';
import type { ScreenTracks } from '../../core/callMedia/callMedia.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import type { DataChannels } from '../../core/peerLink/dataChannels.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { m } from '../../paraglide/messages.js';
import { Chat, HoldSentence } from '../chat/index.ts';
import { DeviceCamera } from '../deviceCamera/index.ts';
import { collectEarlier, Earlier, type EarlierMaterial } from '../earlier/index.ts';
import { AgentIdentity, CustomerIdentity, type OpenFaceEngine } from '../identity/index.ts';
import { AnnotationBoard } from '../annotations/index.ts';
import { LiveText } from '../realTimeText/index.ts';
import { ScreenShare, type ShareAnnouncement, type ShareHost } from '../screenShare/index.ts';
import { Agreements, createSealing, Forms, Table } from '../table/index.ts';
import { CallRecorder, type FiledKind } from './callRecorder.ts';
import { Library } from './library.svelte.ts';
import { PersonSizes, type PersonSize } from './personSizes.ts';
import { Policy, USUAL_POLICY } from './policy.svelte.ts';
import { Stage, type Surface } from './stage.svelte.ts';

export type AssistOptions = {
  me: Party;
  /** As the server knows them; the customer's page is not told their own. */
  names: { agent: string; customer: string };
  callId: CallId;
  client: SignallingClient;
  local: LocalMedia;
  /** Sends a screen from now on, or none. */
  shareScreen: (tracks: ScreenTracks | undefined) => void;
  /** Sends this side's picture for a small tile, or as large as the path allows. */
  showSmall: (isSmall: boolean) => void;
  /** The other side's camera and microphone. */
  incoming: () => MediaStream | undefined;
  /** Opens a web page outside, after the person has been told where it leads. */
  openOutside: (url: string) => void;
  /** The desktop app's picker; without it the browser's is used. */
  shareHost: ShareHost | undefined;
  /** The agent's: prepared documents, and photos for the record. */
  files: AgentFiles | undefined;
  /** The agent's: what looks at a face when the customer agrees. */
  openFaceEngine: OpenFaceEngine | undefined;
  /** The customer's: a way to go on with the call on another device. */
  continueElsewhere: (() => void) | undefined;
  /** The customer's: what was written and shown before the call was handed on. */
  earlier: EarlierMaterial | undefined;
};

export class Assist {
  readonly me: Party;
  readonly annotations: AnnotationBoard;
  readonly table: Table;
  readonly forms: Forms;
  readonly agreements: Agreements;
  readonly chat: Chat;
  readonly live: LiveText;
  readonly earlier: Earlier;
  readonly camera: DeviceCamera;
  readonly share: ScreenShare;
  readonly stage: Stage;
  readonly policy: Policy;
  /** The agent's. */
  readonly library: Library | undefined;
  readonly recorder: CallRecorder;
  /** The agent's. */
  readonly agentIdentity: AgentIdentity | undefined;
  readonly customerIdentity: CustomerIdentity | undefined;
  readonly continueElsewhere: (() => void) | undefined;
  readonly holdSentence = new HoldSentence();
  readonly openOutside: (url: string) => void;
  readonly #room: AssistRoom;
  readonly #agentName: string;
  readonly #before: EarlierMaterial | undefined;
  readonly #personSizes: PersonSizes;
  readonly #screens: Seats<'screens'>;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  /** This browser cannot share its screen, and was asked to. */
  #cannotShare = $state(false);
  #unfiled = $state.raw<readonly FiledKind[]>([]);

  constructor(options: AssistOptions) {
    const { me, names, client, local, shareScreen, incoming, openOutside, shareHost, files } = options;
    this.me = me;
    this.openOutside = openOutside;
    this.continueElsewhere = options.continueElsewhere;
    const room = new AssistRoom({ me, maxFileBytes: USUAL_POLICY.maxFileBytes, nowMs: () => client.nowMs() });
    this.#room = room;
    this.#screens = new Seats(room, 'screens');
    this.policy = new Policy(client, ({ maxFileBytes }) => room.files.limitTo(maxFileBytes));
    this.#subscribe = createSubscriber((update) => {
      const stops = [room.onChange(update), room.maps.screens.onChange(update)];
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.table = new Table(room);
    const sealing = me === 'agent' ? createSealing(client, options.callId) : undefined;
    this.agreements = new Agreements({ room, table: this.table, names, sealing, onFrozen: () => this.#freeze() });
    this.annotations = new AnnotationBoard(room, (surface) => this.agreements.isFrozen(surface.split(':')[1] ?? ''));
    this.forms = new Forms(room, (fileId) => this.agreements.isFrozen(fileId));
    this.chat = new Chat(room);
    this.live = new LiveText(room);
    this.#agentName = names.agent;
    this.#before = options.earlier;
    this.earlier = new Earlier({
      ...{ room, client, material: options.earlier },
      onTakenUp: () => this.#showEarlier(),
    });
    this.camera = new DeviceCamera({ room, local, table: this.table, incoming });
    this.library = files && new Library({ client, files, table: this.table });
    this.recorder = new CallRecorder({
      room,
      client,
      callId: options.callId,
      files,
      onGivenUp: (kind) => {
        if (!this.#unfiled.includes(kind)) this.#unfiled = [...this.#unfiled, kind];
      },
    });
    const { openFaceEngine, callId } = options;
    this.agentIdentity =
      openFaceEngine && files
        ? new AgentIdentity({ room, client, callId, incoming, openEngine: openFaceEngine, files })
        : undefined;
    this.customerIdentity =
      me === 'customer'
        ? new CustomerIdentity({ room, client, callId, local, serviceName: m.productName() })
        : undefined;
    this.share = new ScreenShare({
      send: shareScreen,
      announce: (announcement) => this.#announce(announcement),
      ...(shareHost ? { host: shareHost } : {}),
    });
    this.stage = new Stage(() => this.#surfaces());
    this.#personSizes = new PersonSizes(room, options.showSmall);
    this.#stops = [
      onNews(
        room.maps.view,
        () => this.table.open?.card.fileId,
        () => this.stage.show('table'),
      ),
      onNews(
        room.maps.screens,
        () => this.otherScreen?.shareId,
        () => this.stage.show('screen'),
      ),
      // A page that was reloaded shares no screen any more.
      room.onPeerReady(() => {
        if (this.share.state.tag === 'idle') this.#screens.clear();
      }),
    ];
  }

  /** The other side can be shown things. */
  get ready(): boolean {
    this.#subscribe();
    return this.#room.peerReady && this.#room.incompatible === undefined;
  }

  /** Why nothing can be shown to the other side, if so. */
  get incompatible(): 'version' | 'malformed' | undefined {
    this.#subscribe();
    return this.#room.incompatible;
  }

  /** The screen that this side shares. */
  get ownScreen(): SharedScreen | undefined {
    this.#subscribe();
    return this.#screens.own;
  }

  /** The screen that the other side shares. */
  get otherScreen(): SharedScreen | undefined {
    this.#subscribe();
    return this.#screens.others[0];
  }

  /** Of several: whose that screen is. */
  get otherScreenOwner(): { readonly leg: string; readonly name: string | undefined } | undefined {
    this.#subscribe();
    return this.#screens.firstOwner;
  }

  get cannotShare(): boolean {
    return this.#cannotShare;
  }

  /** MUST be called from a click or key. */
  shareScreen(): void {
    if (this.share.isPossible) void this.share.share();
    else this.#cannotShare = true;
  }

  /** A customer whose browser cannot share its screen shows it, or what it is about, with the camera. */
  async showCameraInstead(): Promise<void> {
    this.#cannotShare = false;
    await this.camera.show();
  }

  /** What could not be filed with the call. */
  get unfiled(): readonly FiledKind[] {
    return this.#unfiled;
  }

  dismissUnfiled(kind: FiledKind): void {
    this.#unfiled = this.#unfiled.filter((one) => one !== kind);
  }

  /** For the customer's page, when the call is handed on: what there is to offer to the next agent. */
  collectEarlier(): EarlierMaterial | undefined {
    return collectEarlier(this.#room, this.#agentName, this.#before);
  }

  /** There is room for one panel: the chat takes the place of identity checks, and gives it back to one that is not over. */
  openChat(open: boolean): void {
    this.chat.isOpen = open;
    this.live.see(open);
    if (open) this.agentIdentity?.hide();
    else if (this.agentIdentity && this.agentIdentity.state.tag !== 'closed') this.agentIdentity.open();
  }

  toggleIdentity(): void {
    const { agentIdentity, chat } = this;
    if (agentIdentity?.isOpen === true) {
      agentIdentity.close();
      return;
    }
    chat.isOpen = false;
    this.live.see(false);
    agentIdentity?.begin();
  }

  /** How large the other person is shown here. */
  tellPersonSize(size: PersonSize): void {
    this.#personSizes.tell(size);
  }

  /** Who takes part, as the server says; undefined: two, directly. */
  follow(conference: Conference | undefined): void {
    this.#room.follow(conference && companyOf(conference));
  }

  /** Another link of the call, or others can be reached over one. What is attached already stays so. */
  attach(peers: ReadonlyMap<string, DataChannels>): void {
    for (const [peer, dataChannels] of peers) this.#room.attach(dataChannels, peer);
  }

  /**
   * The service has put the customer on hold, or taken them back: says the sentence that was proposed, and thanks them when
   * they are back.
   */
  held(held: boolean): void {
    if (held) this.agentIdentity?.cutOff();
    if (held && this.holdSentence.isSaid) this.sayHold();
    if (!held && this.chat.lastPhrase?.name === 'hold') this.chat.sayPhrase({ name: 'thanks' });
  }

  /** Says why the customer is on hold, in place of what was said of this hold before. */
  sayHold(): void {
    this.chat.sayHold(this.holdSentence.phrase);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.share.close();
    this.policy.close();
    this.annotations.close();
    this.table.end();
    this.chat.close();
    this.live.close();
    this.earlier.close();
    this.agreements.close();
    this.camera.close();
    this.recorder.close();
    this.agentIdentity?.end();
    this.customerIdentity?.close();
    this.#personSizes.close();
    this.#room.close();
  }

  /** Who wanted to see it sees it: on a phone there is no room to say so beside. */
  #showEarlier(): void {
    if (this.earlier.messages.length === 0) return;
    this.earlier.dismiss();
    this.openChat(true);
  }

  /** A document is being agreed to: whoever writes on it stops. */
  #freeze(): void {
    this.annotations.rest();
    this.forms.release();
  }

  #surfaces(): readonly Surface[] {
    return [
      ...(this.table.open ? (['table'] as const) : []),
      ...(this.otherScreen ? (['screen'] as const) : []),
      ...(this.ownScreen ? (['ownScreen'] as const) : []),
    ];
  }

  #announce({ shareId, name, kind, state }: ShareAnnouncement): void {
    if (state === 'ended') this.#screens.clear();
    else this.#screens.set({ shareId, name, kind, state });
  }
}

/** Something else was put there: a change of how it is seen is no news. */
function onNews(
  source: { onChange: (listener: () => void) => () => void },
  idOf: () => string | undefined,
  tell: () => void,
): () => void {
  let known = idOf();
  return source.onChange(() => {
    const id = idOf();
    if (id !== undefined && id !== known) tell();
    known = id;
  });
}
