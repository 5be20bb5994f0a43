// What both sides see alike: a few maps of small values, kept equal by Yjs whatever is lost or comes twice. Knows Yjs and
// the protocol's schemas; not what the values mean. Values that do not fit their schema are not there.
import * as Y from 'yjs';
import { parseKnown } from '../../../signalling/protocol/index.ts';
import { SHARED_MAPS, type SharedMapName, type SharedValue } from '../../../signalling/protocol/assist.ts';

/** A change made here and a change that came: only the former is sent, and can be undone. */
const HERE = 'here';
const CAME = 'came';
/** Of before: sent as what is done here, and nothing that undoing takes back. */
const RESTORED = 'restored';

export class SharedMap<N extends SharedMapName> {
  readonly #map: Y.Map<unknown>;
  readonly #name: N;
  readonly #doc: Y.Doc;
  /** What has been parsed, by the stored value: a value never changes, it is replaced. */
  readonly #parsed = new WeakMap<object, SharedValue<N>>();
  #entries: ReadonlyMap<string, SharedValue<N>> | undefined;

  constructor(doc: Y.Doc, name: N) {
    this.#doc = doc;
    this.#name = name;
    this.#map = doc.getMap(name);
    this.#map.observe(() => (this.#entries = undefined));
  }

  get entries(): ReadonlyMap<string, SharedValue<N>> {
    this.#entries ??= this.#read();
    return this.#entries;
  }

  get(key: string): SharedValue<N> | undefined {
    return this.entries.get(key);
  }

  /** The number of the page that put it there. */
  writerOf(key: string): number | undefined {
    return this.#map._map.get(key)?.id.client;
  }

  set(key: string, value: SharedValue<N>): void {
    this.#doc.transact(() => this.#map.set(key, value), HERE);
  }

  delete(...keys: readonly string[]): void {
    this.#doc.transact(() => {
      for (const key of keys) this.#map.delete(key);
    }, HERE);
  }

  /** @returns the function that stops listening */
  onChange(listener: () => void): () => void {
    const hear = (): void => listener();
    this.#map.observe(hear);
    return () => this.#map.unobserve(hear);
  }

  /** Undoes what was done here and not what came. */
  createUndo(): Y.UndoManager {
    return new Y.UndoManager(this.#map, { trackedOrigins: new Set([HERE]), captureTimeout: 0 });
  }

  #read(): ReadonlyMap<string, SharedValue<N>> {
    const entries = new Map<string, SharedValue<N>>();
    const { most } = SHARED_MAPS[this.#name];
    for (const [key, stored] of this.#map.entries()) {
      if (entries.size >= most) break;
      const value = this.#parse(stored);
      if (value !== undefined && key.length <= 300) entries.set(key, value);
    }
    return entries;
  }

  #parse(stored: unknown): SharedValue<N> | undefined {
    const known = typeof stored === 'object' && stored !== null ? this.#parsed.get(stored) : undefined;
    if (known !== undefined) return known;
    const result = parseKnown(SHARED_MAPS[this.#name].value, stored);
    if (!result.ok) return undefined;
    const value = result.value as SharedValue<N>;
    if (typeof stored === 'object' && stored !== null) this.#parsed.set(stored, value);
    return value;
  }
}

type Maps = { readonly [N in SharedMapName]: SharedMap<N> };

export class SharedDoc {
  readonly maps: Maps;
  readonly #doc = new Y.Doc();

  /** `onUpdate` gets every change made here, to be sent. */
  constructor(onUpdate: (update: Uint8Array) => void) {
    const create = <N extends SharedMapName>(name: N): readonly [N, SharedMap<N>] => [
      name,
      new SharedMap(this.#doc, name),
    ];
    this.maps = Object.fromEntries((Object.keys(SHARED_MAPS) as SharedMapName[]).map(create)) as unknown as Maps;
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== CAME) onUpdate(update);
    });
  }

  /** The number that this page has in the whole. */
  get writer(): number {
    return this.#doc.clientID;
  }

  /** Changes several values as one: the other side sees all of it or nothing. */
  together(change: () => void): void {
    this.#doc.transact(change, HERE);
  }

  /** The same for what was there before this whole was. */
  restore(change: () => void): void {
    this.#doc.transact(change, RESTORED);
  }

  /** What has been seen here, for the other side to tell what is missing. */
  describe(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /** What somebody lacks who described themselves so; undefined for what is no description. */
  missingFor(description: Uint8Array): Uint8Array | undefined {
    try {
      return Y.encodeStateAsUpdate(this.#doc, description);
    } catch {
      return undefined;
    }
  }

  /** Who described themselves so has seen something that is not here. */
  lacks(description: Uint8Array): boolean {
    const [seen, here] = [description, this.describe()].map((vector) => Y.decodeStateVector(vector));
    return [...(seen ?? [])].some(([client, clock]) => clock > (here?.get(client) ?? 0));
  }

  /** @returns false when it is no update: who sent it is not one of ours, and no more is to be taken from them */
  take(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.#doc, update, CAME);
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#doc.destroy();
  }
}
