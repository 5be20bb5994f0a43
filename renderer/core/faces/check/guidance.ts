// What stands in the way of a good picture of a face, the worst first. Pure. The light is judged on the face alone, by how well its own
// regions stand out: how light or dark somebody's skin is, or the wall behind it, stops nobody. The bounds are from the pictures and
// films that `npm run bench -- faces` reads, where faces are described alike (a cosine of 0.98 or more) as long as they hold.
import type { FaceGuidance } from '../../../../signalling/protocol/assist.ts';
import type { FrameSize } from '../frames/trackFrames.ts';
import { yawOf } from '../liveness/headPose.ts';
import type { Light, Reading } from '../reading.ts';

/** The width of a face by the shorter side of the picture. What is nearer could not come closer. */
const SMALLEST = 0.2;
const LARGEST = 0.68;
/** Of the whole picture. */
const DARK_ROOM = 45;
/** Regions of a face that differ by less are lost in coding. */
const LEAST_CONTRAST = 14;
/** What little light leaves of a face is mostly noise; in pictures by day its regions stand out of it twenty times or more. */
const LEAST_CONTRAST_BY_NOISE = 7;
/** Skin is never so light: the sensor is full. */
const FULL = 235;
/** Of a face that cannot be seen well, so much brighter around: the light comes from behind. */
const AGAINST = 80;
const BLUREST = 8;
const STRAIGHT_YAW = 0.15;
/** A second face counts when it is not a poster far behind. */
const OTHER_FACE = 0.35;

/**
 * Null when a face can be read well.
 *
 * @param takesLightAsItIs when light has been asked for long enough: then it stands in nobody's way
 */
export function guidanceOf(reading: Reading, size: FrameSize, takesLightAsItIs = false): FaceGuidance | null {
  const { largest } = reading;
  if (!largest) return reading.brightness < DARK_ROOM ? 'tooDark' : 'nobody';
  if (facesThatCount(reading) > 1) return 'severalFaces';
  const share = largest.box.width / Math.min(size.width, size.height);
  if (share < SMALLEST) return 'comeCloser';
  if (share > LARGEST) return 'goBack';
  const light = takesLightAsItIs ? null : lightGuidance(largest.light);
  if (light !== null) return light;
  if (largest.light.sharpness < BLUREST) return 'blurred';
  return Math.abs(yawOf(largest.landmarks)) > STRAIGHT_YAW ? 'lookStraight' : null;
}

function lightGuidance({ brightness, contrast, noise, around }: Light): FaceGuidance | null {
  if (brightness > FULL) return 'tooBright';
  if (contrast < LEAST_CONTRAST || contrast < LEAST_CONTRAST_BY_NOISE * noise) {
    return around - brightness > AGAINST ? 'againstLight' : 'tooDark';
  }
  return null;
}

/** Those that are not much smaller than the largest. */
export function facesThatCount({ faces, largest }: Pick<Reading, 'faces' | 'largest'>): number {
  if (!largest) return 0;
  return faces.filter(({ box }) => box.width >= OTHER_FACE * largest.box.width).length;
}
