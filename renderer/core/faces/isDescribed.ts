// Whether a face in a picture is described, once it is known how it stands and how open its eyes are. Pure.
import { yawOf } from './liveness/headPose.ts';
import type { ReadFace, Wants } from './reading.ts';

export function isDescribed(
  wanted: Wants['descriptor'],
  { landmarks, openness }: Pick<ReadFace, 'landmarks' | 'openness'>,
): boolean {
  if (typeof wanted === 'boolean') return wanted;
  return Math.abs(yawOf(landmarks)) > wanted.yaw || (openness !== undefined && openness < wanted.openness);
}
