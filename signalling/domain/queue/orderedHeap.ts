// A binary heap that knows where each item is, so that any can be taken out in O(log n). Knows nothing of calls or agents.

/** Negative when `a` goes before `b`; never 0 for two different items. */
export type Compare<T> = (a: T, b: T) => number;

export class OrderedHeap<T> {
  readonly #compare: Compare<T>;
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  /** Each item once only. O(log n). */
  add(item: T): void {
    if (this.#places.has(item)) return;
    this.#items.push(item);
    this.#rise(this.#items.length - 1, item);
  }

  /** False when it is not there. O(log n). */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (last === undefined || last === item) return true;
    this.#rise(this.#sink(place, last), last);
    return true;
  }

  /** In order, as far as one asks: the next after k costs O(log k), however many there are. */
  *inOrder(): Generator<T, undefined> {
    const frontier = new OrderedHeap<T>(this.#compare);
    if (this.#items[0] !== undefined) frontier.add(this.#items[0]);
    for (let next = frontier.first; next !== undefined; next = frontier.first) {
      yield next;
      frontier.remove(next);
      const place = this.#places.get(next);
      if (place === undefined) throw new Error('the heap has changed while it was read');
      for (const child of [this.#items[2 * place + 1], this.#items[2 * place + 2]]) {
        if (child !== undefined) frontier.add(child);
      }
    }
    return undefined;
  }

  #put(place: number, item: T): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }

  #rise(from: number, item: T): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#items[above];
      if (parent === undefined || this.#compare(item, parent) >= 0) break;
      this.#put(place, parent);
      place = above;
    }
    this.#put(place, item);
  }

  /** Where the item may go at the lowest; it is not put there yet. */
  #sink(from: number, item: T): number {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      const child = this.#lesser(left, left + 1);
      const next = this.#items[child];
      if (next === undefined || this.#compare(item, next) <= 0) return place;
      this.#put(place, next);
      place = child;
    }
  }

  #lesser(left: number, right: number): number {
    const [a, b] = [this.#items[left], this.#items[right]];
    return a !== undefined && b !== undefined && this.#compare(b, a) < 0 ? right : left;
  }
}
