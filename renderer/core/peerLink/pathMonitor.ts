// Whether a path still carries anything: small pulses both ways, and whatever else arrives. Pure: the owner has the
// clock, the timer and the channel.

/** How often a visible page sends a pulse. Three may be lost in a row before the path counts as silent. */
const PULSE_MS = 150;
/** Browsers let a hidden page's timers fire once a second. */
const HIDDEN_PULSE_MS = 1_000;
/** Silence of a path whose other end sends at full rate. Detection within a second is the promise (MEDIA-10). */
const SILENCE_MS = 520;
/** Missing pulses that make silence when the other end has announced a slower rate. */
const MISSED_PULSES = 3;

export function pulseIntervalMs(hidden: boolean): number {
  return hidden ? HIDDEN_PULSE_MS : PULSE_MS;
}

/** A pulse says how soon the next one is due, so that a hidden page is not taken for a dead path. */
export function writePulse(hidden: boolean): string {
  return String(pulseIntervalMs(hidden));
}

/** @returns the announced interval in milliseconds; undefined for anything that is no pulse */
export function readPulse(data: unknown): number | undefined {
  const interval = typeof data === 'string' && data.length <= 5 ? Number(data) : Number.NaN;
  return Number.isInteger(interval) && interval >= 50 && interval <= 10_000 ? interval : undefined;
}

export class PathMonitor {
  #lastHeardMs: number;
  #otherIntervalMs = PULSE_MS;
  #bytesReceived = 0;

  constructor(nowMs: number) {
    this.#lastHeardMs = nowMs;
  }

  heardPulse(intervalMs: number, nowMs: number): void {
    this.#otherIntervalMs = intervalMs;
    this.#lastHeardMs = nowMs;
  }

  /** `bytes` is what the transport has received so far, of any kind. */
  countedBytes(bytes: number, nowMs: number): void {
    if (bytes > this.#bytesReceived) this.#lastHeardMs = nowMs;
    this.#bytesReceived = bytes;
  }

  /** Half of the allowed silence has passed: worth asking the transport whether anything else arrived. */
  isDoubtful(nowMs: number): boolean {
    return nowMs - this.#lastHeardMs > this.#allowedMs() / 2;
  }

  isSilent(nowMs: number): boolean {
    return nowMs - this.#lastHeardMs > this.#allowedMs();
  }

  /** Timers stood still, as during sleep: what was not heard then proves nothing. */
  forgive(nowMs: number): void {
    this.#lastHeardMs = nowMs;
  }

  #allowedMs(): number {
    return Math.max(SILENCE_MS, MISSED_PULSES * this.#otherIntervalMs);
  }
}
