// Hands that follow what is asked for, after a human's delay, fast or slow, and once more when nothing happens. Pure.
import type { WatchNews } from '../../../../renderer/core/faces/check/faceWatch.ts';
import type { Prompt } from '../../../../renderer/core/faces/liveness/prompts.ts';
import type { SeededRandom } from '../../../../signalling/testing/seededRandom.ts';
import { AT_REST, type Acting } from './attack.ts';

/** `near`: how much larger, by the usual size. `moving`: how fast it turns, in whole turns to one side a second. */
export type Held = Acting & { readonly near: number; readonly moving: number };

type Move = { readonly prompt: Prompt; readonly fromMs: number; readonly riseMs: number; readonly restMs: number };

/** Who is still asked so long after a movement does it again. */
const AGAIN_MS = 700;
const BLINK = { riseMs: 110, restMs: 230 } as const;
const NEARER = 0.36;

export class Hands {
  readonly #random: SeededRandom;
  readonly #riseMs: number;
  #asked: Prompt | undefined;
  #move: Move | undefined;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#riseMs = random.between(350, 1100);
  }

  hear(news: WatchNews, atMs: number): void {
    if (news.name === 'prompt') this.#begin(news.prompt, atMs);
    if (news.name === 'straight') this.#asked = undefined;
  }

  at(atMs: number): Held {
    const move = this.#move;
    if (move && this.#asked !== undefined && atMs > endOf(move) + AGAIN_MS) this.#begin(this.#asked, atMs);
    const extent = move ? extentOf(move, atMs) : 0;
    const isTurning = move?.prompt === 'turnLeft' || move?.prompt === 'turnRight';
    const isMoving = move && isTurning && extent > 0 && extent < 1;
    return {
      ...AT_REST,
      turn: isTurning ? extent * (move.prompt === 'turnLeft' ? 1 : -1) : 0,
      closed: move?.prompt === 'blink' ? Math.round(extent * 2) / 2 : 0,
      open: move?.prompt === 'openMouth' ? extent : 0,
      smile: move?.prompt === 'smile' ? extent : 0,
      near: move?.prompt === 'comeCloser' ? 1 + NEARER * extent : 1,
      moving: isMoving ? 1000 / move.riseMs : 0,
    };
  }

  #begin(prompt: Prompt, atMs: number): void {
    this.#asked = prompt;
    const speed = prompt === 'blink' ? BLINK : { riseMs: this.#riseMs, restMs: this.#random.between(400, 1000) };
    this.#move = { prompt, fromMs: atMs + this.#random.between(400, 1200), ...speed };
  }
}

function endOf({ fromMs, riseMs, restMs }: Move): number {
  return fromMs + 2 * riseMs + restMs;
}

/** Up, a rest, and down again: from 0 to 1. */
function extentOf({ fromMs, riseMs, restMs }: Move, atMs: number): number {
  const since = atMs - fromMs;
  const along = Math.min(since / riseMs, 1, (2 * riseMs + restMs - since) / riseMs);
  return along <= 0 ? 0 : along * along * (3 - 2 * along);
}
