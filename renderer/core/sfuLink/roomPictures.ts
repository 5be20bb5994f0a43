// In which of its sizes each picture of a room is asked for: by how large it is shown here, and by what the path takes beside the sound. Pure.
import type { RoomLine } from '../../../signalling/protocol/index.ts';

/** Of what is to be seen: everything, shared screens but no cameras, or nothing. */
export const PICTURES_TAKEN = ['all', 'screens', 'none'] as const;
export type PicturesTaken = (typeof PICTURES_TAKEN)[number];

/**
 * Height of somebody's picture on the screen, in its own pixels; `sharp`: as sharp as it can be had; `kept`: so, and before the sound, as
 * they sign.
 */
export type PictureNeed = number | 'sharp' | 'kept';

/** 0 is the smallest of three. */
export type PictureLayer = 0 | 1 | 2;

/** Lines of the two smaller layers of a camera that gives 480, which is less than is asked for. */
const LINES_OF_LAYER = [120, 240] as const;
/** A picture that is drawn by so much larger than it is looks no worse. */
const STRETCH = 1.25;
const SHARPEST = 2;

export class RoomPictures {
  readonly #listeners = new Set<() => void>();
  readonly #shown = new Map<string, PictureNeed>();
  #taken: PicturesTaken = 'all';

  get taken(): PicturesTaken {
    return this.#taken;
  }

  take(taken: PicturesTaken): void {
    if (this.#taken === taken) return;
    this.#taken = taken;
    this.#changed();
  }

  show(legId: string, need: PictureNeed): void {
    if (this.#shown.get(legId) === need) return;
    this.#shown.set(legId, need);
    this.#changed();
  }

  /** Null: not at all. */
  layerOf(legId: string, line: RoomLine): PictureLayer | null {
    if (line === 'audio' || line === 'screenAudio') return SHARPEST;
    if (line === 'screen') return this.#taken === 'none' ? null : SHARPEST;
    const shown = this.#shown.get(legId) ?? 'sharp';
    if (shown === 'kept') return SHARPEST;
    if (this.#taken !== 'all') return null;
    if (shown === 'sharp') return SHARPEST;
    const fits = LINES_OF_LAYER.findIndex((lines) => shown <= STRETCH * lines);
    return fits < 0 ? SHARPEST : (fits as PictureLayer);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
