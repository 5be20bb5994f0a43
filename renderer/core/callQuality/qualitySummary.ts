// A call's quality as a whole, sample by sample. Pure.
import type { Quality } from '../../../signalling/protocol/index.ts';
import type { QualitySample } from './qualitySample.ts';

export class QualitySummary {
  #samples = 0;
  #mos = 0;
  #roundTripMs = 0;
  #loss = 0;
  #jitterMs = 0;
  #frames = 0;
  #frameSamples = 0;
  #relayed = false;

  add(sample: QualitySample): void {
    this.#samples += 1;
    this.#mos += sample.mos;
    this.#roundTripMs += sample.roundTripMs;
    this.#loss += Math.max(sample.lossIn, sample.lossOut);
    this.#jitterMs += sample.jitterMs;
    this.#relayed ||= sample.relayed;
    if (sample.framesPerSecond === undefined) return;
    this.#frames += sample.framesPerSecond;
    this.#frameSamples += 1;
  }

  /** Means over all samples, as the wire wants them; undefined before the first. */
  read(interruptions: { recoveries: number; reconnectMs: number }): Quality | undefined {
    if (this.#samples === 0) return undefined;
    const mean = (sum: number): number => sum / this.#samples;
    return {
      mosX100: whole(100 * mean(this.#mos), 100, 450),
      roundTripMs: whole(mean(this.#roundTripMs), 0, 60_000),
      lossPermille: whole(1000 * mean(this.#loss), 0, 1000),
      jitterMs: whole(mean(this.#jitterMs), 0, 60_000),
      ...(this.#frameSamples > 0 ? { framesPerSecond: whole(this.#frames / this.#frameSamples, 0, 120) } : {}),
      recoveries: whole(interruptions.recoveries, 0, 10_000),
      reconnectMs: whole(interruptions.reconnectMs, 0, 86_400_000),
      relayed: this.#relayed,
      samples: whole(this.#samples, 1, 100_000),
    };
  }
}

function whole(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, Math.round(value)));
}
