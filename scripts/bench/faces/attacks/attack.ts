// What every kind of attack is: a seed and pictures make a thing that moves as its maker's hands do.
import type { SeededRandom } from '../../../../signalling/testing/seededRandom.ts';
import type { Portrait } from './portrait.ts';
import type { Layer } from './scene.ts';

/** What hands do just now. */
export type Acting = {
  /** From −1, as far to the person's right as it goes, to 1. */
  readonly turn: number;
  /** How far the eyes are closed, from 0 to 1. */
  readonly closed: number;
  /** How far the mouth is open, and how much of a smile it shows, from 0 to 1. */
  readonly open: number;
  readonly smile: number;
};

/** Looks straight, and does nothing. */
export const AT_REST: Acting = { turn: 0, closed: 0, open: 0, smile: 0 };

export type Materials = {
  /** Of whom the attacker has a picture. */
  readonly victim: Portrait;
  /** Who holds it. */
  readonly holder: Portrait;
  readonly random: SeededRandom;
};

export type Thing = (acting: Acting) => readonly Layer[];
export type MakeThing = (materials: Materials) => Thing;
