// What stands in the way of a good picture of a face, the worst first. Pure. The bounds are from the films and pictures that
// `npm run bench -- faces` reads: heads in them have a brightness of 140 to 160 and a sharpness of 24 (an enlarged film) to 115.
import type { FaceGuidance } from '../../../../signalling/protocol/assist.ts';
import type { FrameSize } from '../frames/trackFrames.ts';
import { yawOf } from '../liveness/headPose.ts';
import type { Reading } from '../reading.ts';

/** The width of a face by the shorter side of the picture. What is nearer could not come closer. */
const SMALLEST = 0.2;
const LARGEST = 0.68;
const DARKEST = 50;
/** Of the whole picture. */
const DARK_ROOM = 45;
const BRIGHTEST = 235;
/** So much brighter around than on the face. */
const AGAINST = 80;
const BLUREST = 8;
const STRAIGHT_YAW = 0.15;
/** A second face counts when it is not a poster far behind. */
const OTHER_FACE = 0.35;

/** Null when a face can be read well. */
export function guidanceOf(reading: Reading, size: FrameSize): FaceGuidance | null {
  const { largest } = reading;
  if (!largest) return reading.brightness < DARK_ROOM ? 'tooDark' : 'nobody';
  if (facesThatCount(reading) > 1) return 'severalFaces';
  const share = largest.box.width / Math.min(size.width, size.height);
  if (share < SMALLEST) return 'comeCloser';
  if (share > LARGEST) return 'goBack';
  const { brightness, around, sharpness } = largest.light;
  if (brightness < DARKEST) return around - brightness > AGAINST ? 'againstLight' : 'tooDark';
  if (brightness > BRIGHTEST) return 'tooBright';
  if (around - brightness > AGAINST) return 'againstLight';
  if (sharpness < BLUREST) return 'blurred';
  return Math.abs(yawOf(largest.landmarks)) > STRAIGHT_YAW ? 'lookStraight' : null;
}

/** Those that are not much smaller than the largest. */
export function facesThatCount({ faces, largest }: Pick<Reading, 'faces' | 'largest'>): number {
  if (!largest) return 0;
  return faces.filter(({ box }) => box.width >= OTHER_FACE * largest.box.width).length;
}
