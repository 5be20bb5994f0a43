// Drawing and pointing on any surface, on one side: the tool in hand, the mark being drawn, and what both have drawn.
// Finished marks are part of the shared whole; a mark being drawn and pointers are passing messages.
import { createSubscriber } from 'svelte/reactivity';
import {
  surfaceKeyOf,
  type Annotation,
  type AnnotationColour,
  type AnnotationTool,
  type Pointed,
} from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { DrawnByOther } from './drawnByOther.ts';
import { OtherPointers, type OtherPointer } from './otherPointers.ts';
import { extendPoints, isFull, isTwoPoints, isWorthKeeping, type AnnotationHead, type Place } from './strokeMaker.ts';

/** `move`: the hand moves the page and draws nothing. */
export type Tool = 'move' | 'pointer' | AnnotationTool;

const WIDTH_UNITS: Readonly<Record<AnnotationTool, number>> = {
  pen: 60,
  highlighter: 260,
  arrow: 55,
  rectangle: 50,
  note: 1,
};
/** Pieces of a mark are sent this often at most: 25 a second look like drawing. */
const SEND_EVERY_MS = 40;
/** The layer moves a pointer smoothly from one place to the next. */
const POINT_EVERY_MS = 80;

/** `sent`: how many coordinates the other side has been told of; `isTold`: all that there is to tell. */
type Drawing = { head: AnnotationHead; points: readonly number[]; sent: number; isTold: boolean };

export type ShownPointer = {
  readonly key: string;
  readonly at: Place;
  readonly author: { readonly name: string; readonly colour: number } | undefined;
};

export class AnnotationBoard {
  readonly #room: AssistRoom;
  readonly #isFrozen: (surface: string) => boolean;
  readonly #undo;
  readonly #others = new DrawnByOther();
  readonly #subscribe: () => void;
  readonly #stops: (() => void)[];
  #tool = $state<Tool>('move');
  #colour = $state<AnnotationColour>('blue');
  #drawing = $state.raw<Drawing>();
  #beingDrawn = $state.raw<readonly Annotation[]>([]);
  #pointers = $state.raw<readonly OtherPointer[]>([]);
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #otherPointers = new OtherPointers((pointers) => (this.#pointers = pointers));
  #pointTimer: ReturnType<typeof setTimeout> | undefined;
  /** The newest place, while it is too soon to tell it. */
  #untoldPoint: Pointed | undefined;
  /** Where the pointer is that the others see. */
  #pointedSurface: string | undefined;

  /** `isFrozen`: nothing may be drawn on a surface now. */
  constructor(room: AssistRoom, isFrozen: (surface: string) => boolean = () => false) {
    this.#room = room;
    this.#isFrozen = isFrozen;
    this.#undo = room.maps.ink.createUndo();
    this.#subscribe = createSubscriber((update) => {
      const stops = [room.maps.ink, room.maps.writers, room].map((source) => source.onChange(update));
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#stops = [
      room.onMessage((message) => {
        if (message.kind === 'inkDrawn') this.#others.begin(message);
        else if (message.kind === 'inkContinued') this.#others.extend(message);
        else if (message.kind === 'inkLifted') this.#others.lift(message.inkId);
        else return;
        this.#beingDrawn = this.#others.marks;
      }),
      // What was drawn while the link was away, or on a page that is no more, is told from its beginning.
      room.onPeerReady(() => this.#sendDrawing(0)),
      room.maps.ink.onChange(() => this.#liftFinished()),
      room.onPoint((pointed, from) => this.#otherPointers.take(pointed, from)),
    ];
  }

  get tool(): Tool {
    return this.#tool;
  }
  set tool(tool: Tool) {
    this.cancel();
    if (this.#tool === 'pointer' && this.#pointedSurface !== undefined) this.pointAway(this.#pointedSurface);
    this.#tool = tool;
  }
  get colour(): AnnotationColour {
    return this.#colour;
  }
  set colour(colour: AnnotationColour) {
    this.#colour = colour;
  }
  get isDrawing(): boolean {
    return this.#drawing !== undefined;
  }

  /** Finished marks on a surface, oldest first as they were put together. */
  marksOn(surface: string): readonly Annotation[] {
    this.#subscribe();
    return [...this.#room.maps.ink.entries.values()].filter((annotation) => annotation.surface === surface);
  }

  /** Marks that are being drawn on a surface, here and there. */
  beingDrawnOn(surface: string): readonly Annotation[] {
    const own = this.#drawing;
    const mine = own?.head.surface === surface ? [{ ...own.head, points: [...own.points] }] : [];
    return [...this.#beingDrawn.filter((annotation) => annotation.surface === surface), ...mine];
  }

  /** Where others point on a surface; each with their name and colour, where more than one may be there. */
  pointersOn(surface: string): readonly ShownPointer[] {
    const { authors } = this.#room;
    const surfaceKey = surfaceKeyOf(surface);
    return this.#pointers.flatMap(({ pointed, from: { key } }) => {
      if (pointed.surfaceKey !== surfaceKey || !pointed.at) return [];
      const name = authors.nameOf(key);
      return [
        { key, at: pointed.at, author: name === undefined ? undefined : { name, colour: authors.colourOf(key) } },
      ];
    });
  }

  /** By whom a finished mark is. `name`: as the server knows them, where the call knows more than two. */
  authorOf({ inkId, by }: Annotation): { isMine: boolean; name: string | undefined } {
    const { authors } = this.#room;
    return { isMine: this.#room.isMine('ink', inkId, by), name: authors.nameOf(authors.legOf('ink', inkId)) };
  }

  /** What would be taken back may lie on any surface: while one is frozen nothing is. */
  get canUndo(): boolean {
    this.#subscribe();
    return this.#undo.canUndo() && !this.#isAnyFrozen();
  }

  isFrozen(surface: string): boolean {
    return this.#isFrozen(surface);
  }

  /** Surfaces were frozen: a mark that is being drawn on one is given up, and the pen is put down. */
  rest(): void {
    const surface = this.#drawing?.head.surface;
    if (surface === undefined || this.#isFrozen(surface)) this.tool = 'move';
  }

  begin(surface: string, at: Place): void {
    if (this.#tool === 'move' || this.#tool === 'pointer' || this.#tool === 'note' || this.#isFrozen(surface)) return;
    this.finish();
    const tool = this.#tool;
    const head = {
      inkId: randomId(),
      by: this.#room.me,
      surface,
      tool,
      colour: this.#colour,
      widthUnits: WIDTH_UNITS[tool],
    };
    this.#drawing = { head, points: extendPoints(tool, [], at), sent: 0, isTold: false };
    this.#sendSoon();
  }

  extend(at: Place): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const points = extendPoints(drawing.head.tool, drawing.points, at);
    if (points === drawing.points) return;
    this.#drawing = { ...drawing, points, isTold: false };
    if (isFull(points)) {
      this.finish();
      this.begin(drawing.head.surface, at);
    } else this.#sendSoon();
  }

  finish(): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    this.#stopDrawing();
    const { head, points } = drawing;
    if (isWorthKeeping(head.tool, points)) this.#room.maps.ink.set(head.inkId, { ...head, points: [...points] });
    else this.#room.send({ kind: 'inkLifted', inkId: head.inkId });
  }

  cancel(): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    this.#stopDrawing();
    this.#room.send({ kind: 'inkLifted', inkId: drawing.head.inkId });
  }

  note(surface: string, at: Place, text: string): void {
    const words = text.trim().slice(0, 500);
    if (words === '' || this.#isFrozen(surface)) return;
    const inkId = randomId();
    const head = { inkId, by: this.#room.me, surface, tool: 'note', colour: this.#colour, widthUnits: 1 } as const;
    this.#room.maps.ink.set(inkId, { ...head, points: [Math.round(at.x), Math.round(at.y)], text: words });
  }

  /** Takes back the last of what was done here; the other side's marks stay. */
  undo(): void {
    if (this.canUndo) this.#undo.undo();
  }

  /** The agent who has the call clears a surface, everybody else their own marks on it. */
  clear(surface: string): void {
    const { me, isOfTheTwo } = this.#room;
    if (this.#isFrozen(surface)) return;
    const isAll = me === 'agent' && isOfTheTwo;
    const gone = this.marksOn(surface).filter((annotation) => isAll || this.authorOf(annotation).isMine);
    if (gone.length > 0) this.#room.maps.ink.delete(...gone.map(({ inkId }) => inkId));
  }

  point(surface: string, at: Place): void {
    this.#pointedSurface = surface;
    this.#untoldPoint = { surfaceKey: surfaceKeyOf(surface), at };
    if (this.#pointTimer === undefined) this.#tellPoint();
  }

  pointAway(surface: string): void {
    clearTimeout(this.#pointTimer);
    this.#pointTimer = undefined;
    this.#pointedSurface = undefined;
    this.#untoldPoint = undefined;
    this.#room.point({ surfaceKey: surfaceKeyOf(surface), at: undefined });
  }

  close(): void {
    this.#stopDrawing();
    clearTimeout(this.#pointTimer);
    this.#otherPointers.close();
    for (const stop of this.#stops) stop();
    this.#undo.destroy();
  }

  #isAnyFrozen(): boolean {
    const marks = [...this.#room.maps.ink.entries.values()];
    return marks.some(({ surface }, index) => marks[index - 1]?.surface !== surface && this.#isFrozen(surface));
  }

  #stopDrawing(): void {
    clearTimeout(this.#sendTimer);
    this.#sendTimer = undefined;
    this.#drawing = undefined;
  }

  /** At once, then at intervals. */
  #sendSoon(): void {
    if (this.#sendTimer !== undefined) return;
    this.#sendDrawing(this.#drawing?.sent ?? 0);
    this.#sendTimer = setTimeout(() => {
      this.#sendTimer = undefined;
      if (this.#drawing?.isTold === false) this.#sendSoon();
    }, SEND_EVERY_MS);
  }

  #sendDrawing(since: number): void {
    const drawing = this.#drawing;
    if (!drawing) return;
    const from = isTwoPoints(drawing.head.tool) ? Math.min(since, 2) : since;
    const points = [...drawing.points.slice(from)];
    if (from === 0) this.#room.send({ kind: 'inkDrawn', ...drawing.head, points });
    else if (points.length > 0) this.#room.send({ kind: 'inkContinued', inkId: drawing.head.inkId, from, points });
    this.#drawing = { ...drawing, sent: drawing.points.length, isTold: true };
  }

  /** At once, then at intervals, and in the end the place where it rests. */
  #tellPoint(): void {
    const pointed = this.#untoldPoint;
    this.#untoldPoint = undefined;
    this.#pointTimer = pointed && setTimeout(() => this.#tellPoint(), POINT_EVERY_MS);
    if (pointed) this.#room.point(pointed);
  }

  #liftFinished(): void {
    const { ink } = this.#room.maps;
    const finished = this.#others.marks.filter(({ inkId }) => ink.get(inkId) !== undefined);
    for (const { inkId } of finished) this.#others.lift(inkId);
    if (finished.length > 0) this.#beingDrawn = this.#others.marks;
  }
}
