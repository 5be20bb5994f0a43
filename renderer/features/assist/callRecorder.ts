// What this side says, shows and agrees to goes on the call's record. Each side reports its own, with ids that come from
// what is reported: the same again – after a reload, from another device – is on record once.
import type { Agreement, ChatMessage, SharedScreen } from '../../../signalling/protocol/assist.ts';
import { MAX_AGREED_FILES, MAX_STILLS, type CallId } from '../../../signalling/protocol/index.ts';
import type { AgentFiles, AgreedFile, StillFile } from '../../core/agentFiles/agentFiles.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { Seats } from '../../core/assist/seats.ts';
import { pictureSize } from '../../core/documents/picture/pictureSize.ts';
import { ownLinkAnswer } from '../chat/index.ts';
import { TranscriptSender, type TranscriptClient } from './transcriptSender.ts';
import { createRecordFiler, type RecordFiler } from './recordFiler.ts';

/** What is filed with a call beside its entries. */
export type FiledKind = 'still' | 'agreed';

export type CallRecorderOptions = {
  room: AssistRoom;
  client: TranscriptClient;
  callId: CallId;
  /** The agent's: photos and agreed files are filed with it. */
  files?: AgentFiles | undefined;
  /** Something will not be on the record. */
  onGivenUp?: (kind: FiledKind) => void;
};

export class CallRecorder {
  readonly #room: AssistRoom;
  readonly #callId: CallId;
  readonly #sender: TranscriptSender;
  readonly #stillFiler: RecordFiler<StillFile> | undefined;
  readonly #agreedFiler: RecordFiler<AgreedFile> | undefined;
  readonly #stops: (() => void)[];
  readonly #screens: Seats<'screens'>;
  /** What this side shares now. */
  #screen: SharedScreen | undefined;

  constructor({ room, client, callId, files, onGivenUp = () => undefined }: CallRecorderOptions) {
    this.#room = room;
    this.#callId = callId;
    this.#screens = new Seats(room, 'screens');
    this.#sender = new TranscriptSender(client, callId);
    this.#stillFiler =
      files &&
      createRecordFiler({
        send: (still) => files.fileStill(still),
        mostWaiting: MAX_STILLS,
        onGivenUp: () => onGivenUp('still'),
      });
    this.#agreedFiler =
      files &&
      createRecordFiler({
        send: (agreed) => files.fileAgreed(agreed),
        mostWaiting: MAX_AGREED_FILES,
        onGivenUp: () => onGivenUp('agreed'),
      });
    const { chat, linkAnswers, documents, agreements, screens } = room.maps;
    const look = (): void => this.#look();
    this.#stops = [chat, linkAnswers, documents, agreements, screens].map((map) => map.onChange(look));
    // An agreement is reported, and a photo filed, once it is here as a whole.
    this.#stops.push(
      room.files.onChange(() => {
        this.#lookForStills();
        this.#lookForAgreements();
      }),
    );
    look();
  }

  /** The call is over here. What waits is still reported, for a while. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#sender.close();
    this.#stillFiler?.close();
    this.#agreedFiler?.close();
  }

  #look(): void {
    this.#lookForChat();
    this.#lookForScreen();
    this.#lookForDocuments();
    this.#lookForStills();
    this.#lookForAgreements();
  }

  #lookForChat(): void {
    const { chat } = this.#room.maps;
    for (const [messageId, message] of chat.entries) {
      if (this.#room.isMine('chat', messageId, message.by)) this.#reportMessage(messageId, message);
      else if (message.kind === 'link')
        this.#reportAnswer(messageId, message.url, ownLinkAnswer(this.#room, messageId));
    }
  }

  #reportMessage(messageId: string, message: ChatMessage): void {
    if (this.#sender.has(messageId)) return;
    switch (message.kind) {
      case 'text':
        this.#sender.add(messageId, { kind: 'chat', messageId, text: message.text }, message.atMs);
        break;
      case 'phrase': {
        const { name: phrase, ...params } = message.phrase;
        this.#sender.add(messageId, { kind: 'phrase', messageId, phrase, params }, message.atMs);
        break;
      }
      case 'link': {
        const { url } = message;
        this.#sender.add(messageId, { kind: 'link', messageId, url, host: hostOf(url), status: 'asked' }, message.atMs);
        break;
      }
      case 'file': {
        const { name, fileId: sha256, bytes } = message.card;
        this.#sender.add(messageId, { kind: 'document', name, sha256, bytes }, message.atMs);
        break;
      }
    }
  }

  /** To a link of the other side: whoever answered reports it. */
  #reportAnswer(messageId: string, url: string, status: 'accepted' | 'declined' | undefined): void {
    const entryId = `${messageId}-${status ?? ''}`;
    if (status === undefined || this.#sender.has(entryId)) return;
    this.#sender.add(entryId, { kind: 'link', messageId, url, host: hostOf(url), status }, this.#room.nowMs());
  }

  /** A share that a reload cut off ends when the other side's page says what was shared. */
  #lookForScreen(): void {
    const screen = this.#screens.own;
    const before = this.#screen;
    this.#screen = screen;
    if (before && before.shareId !== screen?.shareId) this.#reportScreen(before, 'ended');
    if (screen && before?.shareId !== screen.shareId) this.#reportScreen(screen, 'begun');
  }

  /** Its name goes on record, its pixels never. */
  #reportScreen({ shareId, name, kind: surface }: SharedScreen, change: 'begun' | 'ended'): void {
    this.#sender.add(`${shareId}-${change}`, { kind: 'surface', name, surface, change }, this.#room.nowMs());
  }

  #lookForDocuments(): void {
    for (const { fileId, name, bytes, by, origin, addedAtMs } of this.#room.maps.documents.entries.values()) {
      // Photos and what was agreed have entries of their own.
      if (!this.#room.isMine('documents', fileId, by) || origin === 'still' || origin === 'agreed') continue;
      if (!this.#sender.has(fileId)) {
        this.#sender.add(fileId, { kind: 'document', name, sha256: fileId, bytes }, addedAtMs);
      }
    }
  }

  /** Photos and agreements are between the two whom the call is between: their pages report them. */
  #lookForStills(): void {
    if (!this.#room.isOfTheTwo) return;
    for (const { fileId, origin, by, type, addedAtMs } of this.#room.maps.documents.entries.values()) {
      if (origin !== 'still' || by !== 'customer') continue;
      const state = this.#room.files.stateOf(fileId);
      if (state.name !== 'here') continue;
      if (this.#room.me === 'customer') void this.#reportStill(fileId, state.blob, addedAtMs);
      else this.#stillFiler?.file({ callId: this.#callId, sha256: fileId, type, content: state.blob });
    }
  }

  /** Said by the customer's own page, this is what shows that they sent it. */
  async #reportStill(sha256: string, blob: Blob, atMs: number): Promise<void> {
    if (this.#sender.has(sha256)) return;
    const size = pictureSize(new Uint8Array(await blob.arrayBuffer()));
    if (size.ok) this.#sender.add(sha256, { kind: 'still', sha256, bytes: blob.size, ...size.value }, atMs);
  }

  #lookForAgreements(): void {
    if (!this.#room.isOfTheTwo) return;
    const { agreements, documents } = this.#room.maps;
    for (const [agreementId, agreement] of agreements.entries) {
      const documentName = documents.get(agreement.fileId)?.name;
      if (documentName !== undefined) this.#reportAgreement(`agreed-${agreementId}`, agreement, documentName);
    }
  }

  /** Each side names what it holds itself; a file is called by its SHA-256, which was checked as it arrived. */
  #reportAgreement(entryId: string, agreement: Agreement, documentName: string): void {
    const { state, statement, signedName, resultFileId: sha256, decidedAtMs, askedAtMs } = agreement;
    if (state !== 'agreed' || sha256 === undefined || signedName === undefined || this.#sender.has(entryId)) return;
    const file = this.#room.files.stateOf(sha256);
    if (file.name !== 'here') return;
    const entry = { kind: 'agreement', sha256, documentName, statement, signedName } as const;
    this.#sender.add(entryId, entry, decidedAtMs ?? askedAtMs);
    this.#agreedFiler?.file({ callId: this.#callId, sha256, content: file.blob });
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
