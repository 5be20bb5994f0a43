// Who put what into the shared whole: Yjs knows of each value which page did, and each page says once whose it is. Pages of before pass over it.
import { PERSON_COLOURS } from '../../../signalling/protocol/assist.ts';
import type { Company } from './company.ts';
import type { SharedDoc } from './sharedDoc.ts';

type MapName = keyof SharedDoc['maps'];

export class Authors {
  readonly #doc: SharedDoc;
  #company: Company | undefined;
  /** Also of those who have gone. */
  readonly #names = new Map<string, string>();

  constructor(doc: SharedDoc) {
    this.#doc = doc;
  }

  follow(company: Company | undefined): void {
    this.#company = company;
    if (company === undefined) return;
    for (const [leg, name] of company.names) this.#names.set(leg, name);
    const { writers } = this.#doc.maps;
    const key = String(this.#doc.writer);
    if (writers.get(key)?.legId !== company.leg) writers.set(key, { legId: company.leg });
  }

  /** Whose it is; undefined where their page has not said so. */
  legOf(name: MapName, key: string): string | undefined {
    const writer = this.#doc.maps[name].writerOf(key);
    return writer === undefined ? undefined : this.#doc.maps.writers.get(String(writer))?.legId;
  }

  /** This person's, also of a page of theirs that is gone. Undefined: not known, as between two. */
  isMine(name: MapName, key: string): boolean | undefined {
    const leg = this.#company && this.legOf(name, key);
    return leg === undefined ? undefined : leg === this.#company?.leg;
  }

  /** As the server knows them; undefined between two. */
  nameOf(leg: string | undefined): string | undefined {
    return leg === undefined ? undefined : this.#names.get(leg);
  }

  /** The same on all pages: which of `PERSON_COLOURS` is theirs. */
  colourOf(leg: string): number {
    const legs = [...this.#doc.maps.writers.entries.values()].map(({ legId }) => legId);
    const taken = new Map<string, number>();
    for (const one of [...new Set([...legs, leg])].toSorted()) {
      const free = Array.from({ length: PERSON_COLOURS }, (_, step) => (numberOf(one) + step) % PERSON_COLOURS);
      taken.set(one, free.find((colour) => ![...taken.values()].includes(colour)) ?? free[0] ?? 0);
    }
    return taken.get(leg) ?? 0;
  }
}

function numberOf(leg: string): number {
  return Array.from(leg).reduce((sum, letter) => (31 * sum + (letter.codePointAt(0) ?? 0)) % 65_521, 7);
}
