// Sounds made of a few notes, computed instead of shipped as files. Pure.

/** `atS` and `lengthS` in seconds, `hz` the pitch, `gain` 0 to 1. */
export type Note = { atS: number; lengthS: number; hz: number; gain: number };
export type Melody = { lengthS: number; notes: readonly Note[] };

const C5 = 523.25;
const E5 = 659.26;
const G5 = 783.99;
const A4 = 440;
const D5 = 587.33;
const G4 = 392;
const C4 = 261.63;
const F4 = 349.23;

/** Two soft rising pairs, then quiet: noticed across a room, bearable all day. */
export const RING: Melody = {
  lengthS: 3,
  notes: [
    { atS: 0, lengthS: 0.5, hz: G4, gain: 0.5 },
    { atS: 0.18, lengthS: 0.7, hz: C5, gain: 0.5 },
    { atS: 0.8, lengthS: 0.5, hz: G4, gain: 0.5 },
    { atS: 0.98, lengthS: 0.9, hz: E5, gain: 0.5 },
  ],
};

/** A slow broken chord for those who wait in line. */
export const WAITING: Melody = {
  lengthS: 12,
  notes: [
    { atS: 0, lengthS: 3, hz: C4, gain: 0.16 },
    { atS: 0.8, lengthS: 3, hz: G4, gain: 0.12 },
    { atS: 1.6, lengthS: 3.4, hz: E5, gain: 0.09 },
    { atS: 4, lengthS: 3, hz: F4, gain: 0.16 },
    { atS: 4.8, lengthS: 3, hz: A4, gain: 0.12 },
    { atS: 5.6, lengthS: 3.4, hz: C5, gain: 0.09 },
    { atS: 8, lengthS: 3, hz: G4, gain: 0.14 },
    { atS: 8.8, lengthS: 3, hz: D5, gain: 0.1 },
  ],
};

/** For the customer on hold: two low notes now and then, so that silence is not taken for a lost call. */
export const HELD: Melody = {
  lengthS: 6,
  notes: [
    { atS: 0, lengthS: 2.4, hz: F4, gain: 0.16 },
    { atS: 0.6, lengthS: 2.6, hz: C5, gain: 0.1 },
  ],
};

/** For the agent who has somebody on hold: one short reminder every ten seconds. */
export const HOLDING: Melody = { lengthS: 10, notes: [{ atS: 0, lengthS: 0.35, hz: D5, gain: 0.14 }] };

/** For the agent in a call at whom another rings: one soft pair every five seconds, into the ear. */
export const CALL_WAITING: Melody = {
  lengthS: 5,
  notes: [
    { atS: 0, lengthS: 0.25, hz: G4, gain: 0.14 },
    { atS: 0.22, lengthS: 0.4, hz: C5, gain: 0.14 },
  ],
};

/** One bright note: the call has begun, a device changed, the line moved. */
export const CHIME: Melody = {
  lengthS: 1,
  notes: [
    { atS: 0, lengthS: 0.5, hz: E5, gain: 0.18 },
    { atS: 0.12, lengthS: 0.8, hz: G5, gain: 0.14 },
  ],
};

/** Length of the fade-in that keeps a note from clicking, in seconds. */
const ATTACK_S = 0.012;

/**
 * @param sampleRate samples per second
 * @returns mono samples in [−1, 1]; notes past the end fold over to the start, so that a loop has no seam
 */
export function renderMelody(melody: Melody, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(melody.lengthS * sampleRate));
  for (const note of melody.notes) addNote(samples, note, sampleRate);
  return samples;
}

function addNote(samples: Float32Array, note: Note, sampleRate: number): void {
  const start = Math.round(note.atS * sampleRate);
  const count = Math.round(note.lengthS * sampleRate);
  for (let index = 0; index < count; index += 1) {
    const t = index / sampleRate;
    const envelope =
      Math.min(1, t / ATTACK_S) *
      Math.exp((-4 * t) / note.lengthS) *
      Math.min(1, (count - index) / (0.05 * sampleRate));
    const phase = 2 * Math.PI * note.hz * t;
    const wave = Math.sin(phase) + 0.22 * Math.sin(2 * phase) + 0.06 * Math.sin(3 * phase);
    const at = (start + index) % samples.length;
    samples[at] = Math.max(-1, Math.min(1, (samples[at] ?? 0) + note.gain * 0.78 * envelope * wave));
  }
}
