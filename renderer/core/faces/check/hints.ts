// What is odd about a film of somebody, as hints for a person: none of them proves anything. Pure.
import type { CheckHint } from '../../../../signalling/protocol/index.ts';
import type { FrameFacts, FrameSize } from '../frames/trackFrames.ts';

/** Programs that pass pictures of their own off as a camera, as their makers call them. */
const VIRTUAL_CAMERAS =
  /\b(obs|manycam|xsplit|snap camera|virtual|droidcam|iriun|e2esoft|vcam|splitcam|chromacam|mmhmm|v4l2loopback|dummy|fake|loopback|deepfacelive|avatarify|camo|ndi)\b/i;
/** Fewer say nothing about how regular they are. */
const FEWEST_TIMES = 40;
/** A camera's exposure and its cable make its pictures come by a millisecond or more sooner or later. */
const LEAST_JITTER_MS = 0.3;
/** Width by height, from which on the picture is another and not only larger. */
const OTHER_SHAPE = 0.05;

export function isVirtualCamera(label: string): boolean {
  return VIRTUAL_CAMERAS.test(label);
}

export function hintsOf({ timesMs, sizes }: FrameFacts, camera: string): CheckHint[] {
  return [
    ...(isVirtualCamera(camera) ? (['virtualCamera'] as const) : []),
    ...(isRegular(timesMs) ? (['regularTimes'] as const) : []),
    ...sizeHint(sizes),
  ];
}

function isRegular(timesMs: readonly number[]): boolean {
  if (timesMs.length < FEWEST_TIMES) return false;
  const steps = timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? 0));
  const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
  const deviation = Math.sqrt(steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length);
  return mean > 0 && deviation < LEAST_JITTER_MS;
}

/** A weak line makes pictures smaller and larger of one shape; another camera often has another. */
function sizeHint(sizes: readonly FrameSize[]): readonly CheckHint[] {
  const [first] = sizes;
  if (!first || sizes.length < 2) return [];
  const shape = first.width / first.height;
  const isOther = sizes.some(({ width, height }) => Math.abs(width / height / shape - 1) > OTHER_SHAPE);
  return [isOther ? 'switched' : 'sizeChanged'];
}
