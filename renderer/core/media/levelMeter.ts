// How loud a track is right now. Knows Web Audio.

const FLOOR_DB = -60;

/**
 * Reads the level of a track about 60 times a second.
 *
 * @param report gets 0 (silence, −60 dBFS or less) to 1 (full scale)
 * @returns the function that stops it
 */
export function meterLevel(track: MediaStreamTrack, report: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let frame = 0;
  let shown = 0;
  const read = (): void => {
    analyser.getFloatTimeDomainData(samples);
    const level = levelOf(samples);
    shown = level > shown ? level : shown * 0.9 + level * 0.1;
    report(shown);
    frame = requestAnimationFrame(read);
  };
  void context.resume();
  read();
  return () => {
    cancelAnimationFrame(frame);
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
