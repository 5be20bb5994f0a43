// How loud somebody is who is heard, as what they send says itself: nothing is measured here. Knows RTCRtpReceiver.

const receivers = new WeakMap<MediaStreamTrack, RTCRtpReceiver>();
/** What a person sees as lively. */
const READ_EVERY_MS = 100;
/** Of full scale, in dB: below the first there is nothing but noise. */
const STEPS_DB = [-50, -36, -22] as const;
/** Packets come every 20 ms. Silence sends few, and the last one stays readable. */
const READINGS_UNTIL_SILENT = 3;

/** 0 is silence, 3 is loud. */
export type Loudness = 0 | 1 | 2 | 3;

/** What is heard by this receiver can be watched from now on. */
export function rememberReceiver(receiver: RTCRtpReceiver): void {
  receivers.set(receiver.track, receiver);
}

/** Reports what has changed, until the function that it returns is called. */
export function watchLoudness(track: MediaStreamTrack, report: (loudness: Loudness) => void): () => void {
  let shown: Loudness = 0;
  let last: number | undefined;
  let readings = 0;
  const timer = setInterval(() => {
    const [source] = receivers.get(track)?.getSynchronizationSources() ?? [];
    readings = source === undefined || source.rtpTimestamp === last ? readings + 1 : 0;
    last = source?.rtpTimestamp;
    const now = readings < READINGS_UNTIL_SILENT ? loudnessOf(source?.audioLevel ?? 0) : 0;
    if (now === shown) return;
    shown = now;
    report(now);
  }, READ_EVERY_MS);
  return () => clearInterval(timer);
}

/** `level`: from 0 to 1, full scale. */
export function loudnessOf(level: number): Loudness {
  const db = 20 * Math.log10(level);
  return STEPS_DB.filter((step) => db >= step).length as Loudness;
}
