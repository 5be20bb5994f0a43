// Where others point, each until they rest or leave. Knows no names.
import type { Pointed } from '../../../signalling/protocol/assist.ts';
import type { OtherPage } from '../../core/assist/otherPage.ts';

export type OtherPointer = { readonly from: OtherPage; readonly pointed: Pointed };

/** A pointer that has rested so long is no longer looked at. */
const POINTER_RESTS_MS = 4_000;

export class OtherPointers {
  readonly #onChange: (pointers: readonly OtherPointer[]) => void;
  readonly #pointed = new Map<OtherPage, Pointed>();
  readonly #timers = new Map<OtherPage, ReturnType<typeof setTimeout>>();

  constructor(onChange: (pointers: readonly OtherPointer[]) => void) {
    this.#onChange = onChange;
  }

  take(pointed: Pointed, from: OtherPage): void {
    clearTimeout(this.#timers.get(from));
    this.#pointed.set(from, pointed);
    this.#timers.set(
      from,
      setTimeout(() => this.#rest(from), POINTER_RESTS_MS),
    );
    this.#tell();
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #rest(from: OtherPage): void {
    this.#pointed.delete(from);
    this.#tell();
  }

  #tell(): void {
    this.#onChange([...this.#pointed].map(([from, pointed]) => ({ from, pointed })));
  }
}
