// Marks that the other side is drawing right now, put together from what comes of them. Pure apart from what it holds.
import { MAX_INK_COORDINATES, type Ink, type InkDrawn } from '../../../signalling/protocol/assist.ts';

/** A person draws one mark at a time; a few more may be finishing. */
const MOST_AT_ONCE = 8;

export class DrawnByOther {
  readonly #marks = new Map<string, Ink>();

  get marks(): readonly Ink[] {
    return [...this.#marks.values()];
  }

  /** Takes a piece: `from` says where it goes on. A piece whose beginning was lost is passed over until it comes whole. */
  take({ kind: _, from, points, ...head }: InkDrawn): void {
    const before = from === 0 ? [] : this.#marks.get(head.inkId)?.points;
    if (!before || from > before.length || (from === 0 && points.length < 2)) return;
    const whole = [...before.slice(0, from), ...points].slice(0, MAX_INK_COORDINATES);
    this.#marks.delete(head.inkId);
    this.#marks.set(head.inkId, { ...head, points: whole });
    const [oldest] = this.#marks.keys();
    if (this.#marks.size > MOST_AT_ONCE && oldest !== undefined) this.#marks.delete(oldest);
  }

  lift(inkId: string): void {
    this.#marks.delete(inkId);
  }
}
