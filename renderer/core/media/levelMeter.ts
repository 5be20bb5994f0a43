// How loud a track is right now. Knows Web Audio.

const FLOOR_DB = -60;
/** What a person sees as lively. At the rate of the screen an open lobby worked out 57 styles a second. */
const READ_EVERY_MS = 50;
/** Share of what is shown that is left a reading later, where it became quiet. */
const FALL = 0.73;

/**
 * Reads the level of a track 20 times a second, less often where the page is not seen.
 *
 * @param report gets 0 (silence, −60 dBFS or less) to 1 (full scale)
 * @returns the function that stops it
 */
export function meterLevel(track: MediaStreamTrack, report: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let shown = 0;
  const read = (): void => {
    analyser.getFloatTimeDomainData(samples);
    const level = levelOf(samples);
    shown = level > shown ? level : shown * FALL + level * (1 - FALL);
    report(shown);
  };
  const timer = setInterval(read, READ_EVERY_MS);
  // Closed before it ran, as where sound is slow to start: nobody wants to know any more.
  context.resume().catch(() => undefined);
  read();
  return () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}

/** Root mean square of samples in [−1, 1] as a share of the scale from −60 to 0 dBFS. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  const db = rms > 0 ? 20 * Math.log10(rms) : FLOOR_DB;
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}
