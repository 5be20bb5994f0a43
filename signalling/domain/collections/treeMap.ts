// A map that never changes, in order of its keys: setting or deleting gives a new one, which shares all but O(log n) of the old.
import { OrderedTree } from './orderedTree.ts';

type Entry<K, V> = readonly [key: K, value: V | undefined];

const byKey = (a: Entry<string, unknown>, b: Entry<string, unknown>): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

export class TreeMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly #entries: OrderedTree<Entry<K, V>>;

  private constructor(entries: OrderedTree<Entry<K, V>>) {
    this.#entries = entries;
  }

  static of<K extends string, V>(entries: Iterable<readonly [K, V]> = []): TreeMap<K, V> {
    let tree = OrderedTree.empty<Entry<K, V>>(byKey);
    for (const entry of entries) tree = tree.with(entry);
    return new TreeMap(tree);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    return this.#entries.find([key, undefined])?.[1];
  }

  has(key: K): boolean {
    return this.#entries.find([key, undefined]) !== undefined;
  }

  with(key: K, value: V): TreeMap<K, V> {
    return new TreeMap(this.#entries.with([key, value]));
  }

  /** The same map when it has no such key. */
  without(key: K): TreeMap<K, V> {
    const entries = this.#entries.without([key, undefined]);
    return entries === this.#entries ? this : new TreeMap(entries);
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#entries.inOrder()) yield [key, value as V];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.#entries.inOrder()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.#entries.inOrder()) yield value as V;
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
