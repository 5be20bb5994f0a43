// What to tell people of a call's quality. Pure.
import type { QualitySample } from './qualitySample.ts';

/** `weak` from 3.6 down, where the E-model has "many users dissatisfied" (ITU-T G.109); `bad` from 3.1 down. */
export type QualityLevel = 'good' | 'weak' | 'bad';
/** Whose connection it is: told by which direction loses packets. `unknown` when both do, or only delay is to blame. */
export type QualitySide = 'own' | 'other' | 'unknown';
export type QualityVerdict = { level: QualityLevel; side: QualitySide };

const WEAK_BELOW = 3.6;
const BAD_BELOW = 3.1;
/** To be good again takes a little more than not to be weak, so that the words do not flicker. */
const GOOD_AGAIN_FROM = 3.8;
/** Share of lost packets from which a direction is to blame. */
const BLAME_FROM = 0.02;

/** `throughRoom`: what gets lost on the way here is then of the line of somebody, and nobody can tell whose. */
export function judgeQuality(sample: QualitySample, before: QualityLevel, throughRoom = false): QualityVerdict {
  const side = sideOf(sample);
  return { level: levelOf(sample.mos, before), side: throughRoom && side === 'other' ? 'unknown' : side };
}

function levelOf(mos: number, before: QualityLevel): QualityLevel {
  if (mos < BAD_BELOW) return 'bad';
  if (mos < WEAK_BELOW) return 'weak';
  return before === 'good' || mos >= GOOD_AGAIN_FROM ? 'good' : 'weak';
}

function sideOf({ lossIn, lossOut }: QualitySample): QualitySide {
  const blamesOwn = lossOut >= BLAME_FROM && lossOut > 2 * lossIn;
  const blamesOther = lossIn >= BLAME_FROM && lossIn > 2 * lossOut;
  return blamesOwn ? 'own' : blamesOther ? 'other' : 'unknown';
}
