// Marks that the other side is drawing right now, put together from what comes of them. Pure apart from what it holds.
import {
  MAX_ANNOTATION_COORDINATES,
  type Annotation,
  type AnnotationContinued,
  type AnnotationDrawn,
} from '../../../signalling/protocol/assist.ts';

/** A person draws one mark at a time; a few more may be finishing. */
const MOST_AT_ONCE = 8;

export class DrawnByOther {
  readonly #marks = new Map<string, Annotation>();

  get marks(): readonly Annotation[] {
    return [...this.#marks.values()];
  }

  begin({ kind: _, ...mark }: AnnotationDrawn): void {
    this.#put(mark);
  }

  /** Takes a further piece. One whose beginning was lost is passed over until it comes whole, and one that comes twice, later. */
  extend({ inkId, from, points }: AnnotationContinued): void {
    const mark = this.#marks.get(inkId);
    if (!mark || from > mark.points.length || from + points.length < mark.points.length) return;
    this.#put({ ...mark, points: [...mark.points.slice(0, from), ...points].slice(0, MAX_ANNOTATION_COORDINATES) });
  }

  lift(inkId: string): void {
    this.#marks.delete(inkId);
  }

  #put(mark: Annotation): void {
    this.#marks.delete(mark.inkId);
    this.#marks.set(mark.inkId, mark);
    const [oldest] = this.#marks.keys();
    if (this.#marks.size > MOST_AT_ONCE && oldest !== undefined) this.#marks.delete(oldest);
  }
}
