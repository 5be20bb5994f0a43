// What a sender of media is told about rate, size and what gives way first. Knows RTCRtpSender.
import type { VideoLimit } from './mediaLink.ts';

/** Sound goes before everything else, here and in routers that look at it. */
const FIRST = { priority: 'high', networkPriority: 'high' } as const;
/** The sound of who signs. */
const AFTER_MOTION = { priority: 'medium', networkPriority: 'medium' } as const;
const ORDINARY = { priority: 'low', networkPriority: 'low' } as const;
/** The first is not known everywhere; by the second the size gives way, too. */
const FOR_MOTION = ['maintain-framerate-and-resolution', 'maintain-framerate'] as const;

type Parameters = Omit<RTCRtpSendParameters, 'degradationPreference'> & { degradationPreference?: string };

export function soundEncoding(limit: VideoLimit | undefined): Partial<RTCRtpEncodingParameters> {
  return limit?.isForMotion === true ? AFTER_MOTION : FIRST;
}

export function pictureEncoding(limit: VideoLimit): Partial<RTCRtpEncodingParameters> {
  return {
    active: limit.active,
    maxFramerate: limit.maxFramesPerSecond,
    scaleResolutionDownBy: limit.scaleDownBy,
    ...(limit.isForMotion === true ? FIRST : ORDINARY),
    ...(limit.active ? { maxBitrate: limit.maxBitrateBps } : {}),
  };
}

/** `change` is called again where the browser does not know what it is asked for. Never rejects: what cannot be set stays as it was. */
export async function setForPicture(
  sender: RTCRtpSender,
  isForMotion: boolean,
  change: (encodings: RTCRtpEncodingParameters[]) => void,
): Promise<void> {
  for (const preference of isForMotion ? FOR_MOTION : [undefined]) {
    const parameters: Parameters = sender.getParameters();
    change(parameters.encodings);
    if (preference === undefined) delete parameters.degradationPreference;
    else parameters.degradationPreference = preference;
    try {
      await sender.setParameters(parameters as RTCRtpSendParameters);
      return;
    } catch {
      // The next one is better known.
    }
  }
}
