// Drawing by keyboard: arrows move a cross, Enter or Space puts the pen down and lifts it, Escape gives up.
import type { Place } from './strokeMaker.ts';

const STEP_UNITS = 200;
const FINE_UNITS = 40;
const WIDTH_UNITS = 10_000;
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export type KeyboardPenOptions = {
  /** The surface's height in its units. */
  height: () => number;
  begin: (at: Place) => void;
  extend: (at: Place) => void;
  finish: () => void;
  cancel: () => void;
  point: (at: Place) => void;
};

export class KeyboardPen {
  readonly #options: KeyboardPenOptions;
  #at = $state.raw<Place>();
  #isDown = false;

  constructor(options: KeyboardPenOptions) {
    this.#options = options;
  }

  /** Where the cross is; undefined until a key has been pressed. */
  get at(): Place | undefined {
    return this.#at;
  }

  press(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (move) this.#move(move, event.shiftKey ? FINE_UNITS : STEP_UNITS);
    else if (event.key === 'Enter' || event.key === ' ') this.#toggle();
    else if (event.key === 'Escape' && this.#isDown) this.#giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The surface is left: what was begun is finished. */
  rest(): void {
    if (this.#isDown) this.#options.finish();
    this.#isDown = false;
    this.#at = undefined;
  }

  #move([dx, dy]: readonly [number, number], step: number): void {
    const from = this.#at ?? this.#middle();
    this.#at = {
      x: Math.min(WIDTH_UNITS, Math.max(0, from.x + dx * step)),
      y: Math.min(this.#options.height(), Math.max(0, from.y + dy * step)),
    };
    if (this.#isDown) this.#options.extend(this.#at);
    else this.#options.point(this.#at);
  }

  #toggle(): void {
    this.#at ??= this.#middle();
    if (this.#isDown) this.#options.finish();
    else this.#options.begin(this.#at);
    this.#isDown = !this.#isDown;
  }

  #giveUp(): void {
    this.#options.cancel();
    this.#isDown = false;
  }

  #middle(): Place {
    return { x: WIDTH_UNITS / 2, y: Math.round(this.#options.height() / 2) };
  }
}
