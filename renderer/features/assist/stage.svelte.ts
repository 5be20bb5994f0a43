// What is shown large in place of the other person: what was put there last, as long as it is there. Whoever looks may
// choose another, or the person.
export type Surface = 'table' | 'screen' | 'ownScreen';

export class Stage {
  readonly #present: () => readonly Surface[];
  #latest = $state<Surface>();
  #showsPerson = $state(false);

  /** `present` tells what there is, and is asked anew each time. */
  constructor(present: () => readonly Surface[]) {
    this.#present = present;
  }

  /** All that could be shown. */
  get surfaces(): readonly Surface[] {
    return this.#present();
  }

  /** Undefined: the person. */
  get surface(): Surface | undefined {
    if (this.#showsPerson) return undefined;
    const { surfaces } = this;
    return surfaces.find((surface) => surface === this.#latest) ?? surfaces[0];
  }

  /** The person is shown large although there is something else. */
  get isSwapped(): boolean {
    return this.#showsPerson && this.surfaces.length > 0;
  }

  show(surface: Surface): void {
    this.#latest = surface;
    this.#showsPerson = false;
  }

  swap(): void {
    this.#showsPerson = !this.#showsPerson;
  }
}
