// The sizes in which a camera is sent into a room, and what becomes of them where the path takes less, or where somebody signs. Pure.
import type { types } from 'mediasoup-client';
import type { VideoLimit } from '../peerLink/mediaLink.ts';
import { pictureEncoding } from '../peerLink/senderParameters.ts';

/** Who sees it small, or has little path, gets a small one. */
export const CAMERA_LAYERS: types.RtpEncodingParameters[] = [
  { scaleResolutionDownBy: 4, maxBitrate: 120_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 2, maxBitrate: 350_000, scalabilityMode: 'L1T3' },
  { scaleResolutionDownBy: 1, maxBitrate: 1_200_000, scalabilityMode: 'L1T3' },
];
const SHARPEST = CAMERA_LAYERS.length - 1;

type Layer = Partial<RTCRtpEncodingParameters>;

/** What each layer is to be. Of who signs there is one alone, so that nobody is given a smaller one. */
export function layersFor(limit: VideoLimit): readonly Layer[] {
  if (limit.isForMotion === true)
    return CAMERA_LAYERS.map((_, index) => (index === SHARPEST ? pictureEncoding(limit) : { active: false }));
  const largest = largestLayer(limit.scaleDownBy);
  return CAMERA_LAYERS.map(({ scaleResolutionDownBy = 1, maxBitrate = 0 }, index) => ({
    active: index <= largest,
    ...{ scaleResolutionDownBy, maxBitrate, maxFramerate: MOST_PICTURES_PER_SECOND },
  }));
}

/** As cameras are asked for. */
const MOST_PICTURES_PER_SECOND = 30;

function largestLayer(scaleDownBy: number): number {
  if (scaleDownBy >= 4) return 0;
  return scaleDownBy >= 2 ? 1 : 2;
}
