// Documents on the table, from one side: what lies there, which lies open, and how this side sees it. The agent leads; the
// customer follows until they look around alone, and may come back at any time.
import { createSubscriber } from 'svelte/reactivity';
import {
  SURFACE_UNITS,
  type DocumentCard,
  type TableView,
  type Viewport,
} from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { Seats } from '../../core/assist/seats.ts';
import type { FileState } from '../../core/assist/fileExchange.ts';
import type { OpenDocument } from '../../core/documents/document.ts';
import { preparePdf } from '../../core/documents/openDocument.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { prepareFile, type PutProblem } from './prepareFile.ts';
import { SheetOpener } from './sheetOpener.svelte.ts';
import type { SheetView } from './sheetGeometry.ts';

/** What lies on the table, and how far it has come. */
export type TableDocument = { card: DocumentCard; state: FileState; arrivedBytes: number | undefined };

const NOW = 'now';
/** How often the other side is told how this side's view moves; a turn of a page is told at once. */
const TELL_EVERY_MS = 60;

export class Table {
  readonly #room: AssistRoom;
  readonly #opener: SheetOpener;
  readonly #viewports: Seats<'gazes'>;
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  #following = $state(true);
  /** How this side sees it while it looks alone. */
  #alone = $state.raw<TableView>();
  #putProblem = $state<PutProblem>();
  #putting = $state(0);
  #tellTimer: ReturnType<typeof setTimeout> | undefined;
  #untold: TableView | undefined;

  constructor(room: AssistRoom) {
    this.#room = room;
    this.#opener = new SheetOpener(room.files);
    this.#viewports = new Seats(room, 'gazes');
    const { documents, view, gazes } = room.maps;
    this.#subscribe = createSubscriber((update) => {
      const stops = [documents, view, gazes, room.files, room].map((source) => source.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#stops = [
      documents.onChange(() => this.#fetchAll()),
      room.onPeerReady(() => this.#fetchAll()),
      view.onChange(() => this.#follow()),
      room.files.onChange(() => this.#openWhatLies()),
      room.onMessage(({ kind }) => {
        if (kind === 'documentExpected') void preparePdf();
      }),
    ];
    this.#fetchAll();
  }

  get documents(): readonly TableDocument[] {
    this.#subscribe();
    const cards = [...this.#room.maps.documents.entries.values()].toSorted((a, b) => a.addedAtMs - b.addedAtMs);
    return cards.map((card) => this.#describe(card));
  }

  /** What lies open; undefined while nothing does. */
  get open(): TableDocument | undefined {
    const { view } = this;
    const card = view && this.#room.maps.documents.get(view.fileId);
    return card && this.#describe(card);
  }

  /** What lies open, ready to be shown; undefined while it is on its way. */
  get sheet(): OpenDocument | undefined {
    const { view } = this;
    return view && this.#opener.sheetOf(view.fileId);
  }

  /** Why what lies open cannot be shown here. */
  get sheetProblem(): DocumentProblem | undefined {
    const { view } = this;
    return view && this.#opener.problemOf(view.fileId);
  }

  /** How this side sees it. */
  get view(): TableView | undefined {
    this.#subscribe();
    const led = this.#room.maps.view.get(NOW);
    return this.#following || led === undefined ? led : (this.#alone ?? led);
  }

  get position(): SheetView {
    const { zoomPercent, cx, cy } = this.view ?? { zoomPercent: 100, cx: SURFACE_UNITS / 2, cy: 0 };
    return { zoom: zoomPercent / 100, cx, cy };
  }

  get following(): boolean {
    return this.#following;
  }

  /** Where the other side looks who looks alone. */
  get otherViewport(): Viewport | undefined {
    this.#subscribe();
    return this.#viewports.others.find(({ following }) => !following);
  }

  /** Where the other side looks, while that is something else than what is seen here. */
  get otherPlace(): Viewport | undefined {
    const { otherViewport, view } = this;
    const isSame = otherViewport?.fileId === view?.fileId && otherViewport?.page === view?.page;
    return isSame ? undefined : otherViewport;
  }

  get putProblem(): PutProblem | undefined {
    return this.#putProblem;
  }

  /** Files are being read, before they lie on the table. */
  get isPutting(): boolean {
    return this.#putting > 0;
  }

  get maxFileBytes(): number {
    return this.#room.files.maxFileBytes;
  }

  dismissProblem(): void {
    this.#putProblem = undefined;
  }

  /** A document is being chosen: both sides make ready what shows most of them. */
  expectDocument(): void {
    void preparePdf();
    this.#room.send({ kind: 'documentExpected' });
  }

  /** Puts files on the table and opens the last. What cannot be put is said, and the rest lies there. */
  async put(files: readonly File[], origin: DocumentCard['origin'] = 'file'): Promise<void> {
    this.#putProblem = undefined;
    for (const file of files) await this.#putOne(file, origin);
  }

  /** Opens what lies there, for both. */
  show(fileId: string, page = 1): void {
    this.#following = true;
    this.#alone = undefined;
    this.#room.maps.view.set(NOW, { fileId, page, zoomPercent: 100, cx: SURFACE_UNITS / 2, cy: SURFACE_UNITS / 2 });
    this.#tellViewport();
  }

  /** Closes what lies open, for both. It stays on the table. */
  close(): void {
    this.#following = true;
    this.#alone = undefined;
    this.#room.maps.view.delete(NOW);
  }

  turnTo(page: number): void {
    const { view, sheet } = this;
    if (!view || !sheet) return;
    const wanted = Math.min(sheet.pageCount, Math.max(1, Math.round(page)));
    if (wanted !== view.page) this.#see({ ...view, page: wanted }, true);
  }

  moveTo({ zoom, cx, cy }: SheetView): void {
    const { view } = this;
    if (!view) return;
    const zoomPercent = Math.round(Math.min(600, Math.max(100, 100 * zoom)));
    this.#see({ ...view, zoomPercent, cx: bounded(cx), cy: bounded(cy) }, false);
  }

  /** Back to what the agent shows. */
  followAgain(): void {
    this.#following = true;
    this.#alone = undefined;
    this.#tellViewport();
    this.#openWhatLies();
  }

  /** The agent goes to where the customer looks. */
  goToOther(): void {
    const viewport = this.otherViewport;
    if (viewport) this.show(viewport.fileId, viewport.page);
  }

  /** The call is over. */
  end(): void {
    clearTimeout(this.#tellTimer);
    for (const stop of this.#stops) stop();
    this.#opener.close();
  }

  /** Puts what both have agreed to on the table. @returns its id; undefined when it did not fit */
  putMade(file: File): Promise<string | undefined> {
    return this.#putOne(file, 'agreed');
  }

  async #putOne(file: File, origin: DocumentCard['origin']): Promise<string | undefined> {
    this.#putting += 1;
    const prepared = await prepareFile(file, this.#room.files);
    this.#putting -= 1;
    if (!prepared.ok) {
      this.#putProblem = prepared.problem;
      return undefined;
    }
    const { fileId } = prepared.value;
    const card = { ...prepared.value, by: this.#room.me, addedAtMs: Math.round(this.#room.nowMs()), origin };
    this.#room.together(() => {
      this.#room.maps.documents.set(fileId, card);
      this.show(fileId);
    });
    return fileId;
  }

  #describe(card: DocumentCard): TableDocument {
    const { files } = this.#room;
    return { card, state: files.stateOf(card.fileId), arrivedBytes: files.arrivedBytes(card.fileId) };
  }

  /** Everything that lies on the table is wanted here, also after a reload. What was missing may be back with the other side. */
  #fetchAll(): void {
    for (const { fileId, bytes } of this.#room.maps.documents.entries.values()) {
      const state = this.#room.files.stateOf(fileId);
      if (state.name === 'absent' || (state.name === 'failed' && state.problem === 'missing')) {
        this.#room.files.fetch(fileId, bytes);
      }
    }
    this.#openWhatLies();
  }

  /** What the agent opens is opened here, too, also for a customer who was looking at something else alone. */
  #follow(): void {
    const led = this.#room.maps.view.get(NOW);
    if (this.#alone && led?.fileId !== this.#alone.fileId) {
      this.#following = true;
      this.#alone = undefined;
      this.#tellViewport();
    }
    this.#openWhatLies();
  }

  #openWhatLies(): void {
    const card = this.open?.card;
    this.#opener.want(card);
  }

  /** The view of the agent who has the call is everybody's; that of all others is their own from their first step aside on. */
  get leads(): boolean {
    this.#subscribe();
    return this.#room.me === 'agent' && this.#room.isOfTheTwo;
  }

  #see(view: TableView, atOnce: boolean): void {
    if (this.leads) {
      this.#lead(view, atOnce);
      return;
    }
    const isNews = this.#following || view.page !== this.#alone?.page;
    this.#following = false;
    this.#alone = view;
    if (isNews) this.#tellViewport();
  }

  #lead(view: TableView, atOnce: boolean): void {
    if (!atOnce && this.#tellTimer !== undefined) {
      this.#untold = view;
      return;
    }
    this.#untold = undefined;
    this.#room.maps.view.set(NOW, view);
    clearTimeout(this.#tellTimer);
    this.#tellTimer = setTimeout(() => {
      this.#tellTimer = undefined;
      if (this.#untold) this.#lead(this.#untold, true);
    }, TELL_EVERY_MS);
  }

  #tellViewport(): void {
    const { view } = this;
    if (!view) return;
    const { fileId, page } = view;
    this.#viewports.set({ following: this.#following, fileId, page });
  }
}

function bounded(units: number): number {
  return Math.round(Math.min(11 * SURFACE_UNITS, Math.max(-SURFACE_UNITS, units)));
}
