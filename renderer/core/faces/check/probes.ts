// The descriptors of one check: of one and the same face, spread over time and, to enrol, over poses. Pure apart from what it
// remembers. MUST be wiped at the end.
import { averaged, likeness } from '../descriptor.ts';

/** Of the yaw of a head: what is beyond is too far turned to compare. */
const FRONT_YAW = 0.12;
const SIDE_YAW = 0.6;
/** Frames of one moment say the same. */
const APART_MS = 350;
const FEWEST_TO_COMPARE = 3;
const SHORTEST_SPREAD_MS = 2_000;
const FEWEST_TO_ENROL = 5;
/**
 * Two frames of one face in one call are at least so like one another, also turned a little; two strangers hardly ever
 * (`npm run bench -- faces` has both).
 */
const CONTINUOUS = 0.92;
/** One that does not fit may be a slip; two in a row are somebody else. */
const MOST_UNFIT = 1;

type Pose = 'front' | 'left' | 'right';
type Probe = { readonly descriptor: Float32Array; readonly pose: Pose; readonly atMs: number };

export class Probes {
  #probes: Probe[] = [];
  #lastAtMs: number | undefined;
  #unfit = 0;

  /** Whether the next picture should be described. `side`: where a head that is to be enrolled turns now. */
  wants(atMs: number, side: 'left' | 'right' | undefined): boolean {
    if (this.#lastAtMs === undefined || atMs - this.#lastAtMs >= APART_MS) return true;
    // A head turns quickly: what is missing of it is looked for in every picture.
    return side !== undefined && !this.#probes.some(({ pose }) => pose === side);
  }

  /** `doubtful`: unlike those before; `other`: again. Neither is kept. */
  add(descriptor: Float32Array, yaw: number, atMs: number): 'same' | 'doubtful' | 'other' {
    this.#lastAtMs = atMs;
    if (Math.abs(yaw) > SIDE_YAW) return 'same';
    const before = this.#probes.map((probe) => probe.descriptor);
    if (before.length > 0 && likeness(averaged(before), descriptor) < CONTINUOUS) {
      this.#unfit += 1;
      return this.#unfit > MOST_UNFIT ? 'other' : 'doubtful';
    }
    this.#unfit = 0;
    this.#probes.push({ descriptor, pose: poseOf(yaw), atMs });
    return 'same';
  }

  /** From the front, as most that is compared with; undefined while it is too few, or of one moment. */
  toCompare(): Float32Array | undefined {
    const front = this.#probes.filter(({ pose }) => pose === 'front');
    const spreadMs = (front.at(-1)?.atMs ?? 0) - (front[0]?.atMs ?? 0);
    if (front.length < FEWEST_TO_COMPARE || spreadMs < SHORTEST_SPREAD_MS) return undefined;
    return averaged(front.map(({ descriptor }) => descriptor));
  }

  /** Of all three poses; undefined while one is missing. */
  toEnrol(): Float32Array | undefined {
    const poses = new Set(this.#probes.map(({ pose }) => pose));
    if (this.#probes.length < FEWEST_TO_ENROL || poses.size < 3) return undefined;
    return averaged(this.#probes.map(({ descriptor }) => descriptor));
  }

  wipe(): void {
    for (const { descriptor } of this.#probes) descriptor.fill(0);
    this.#probes = [];
  }
}

function poseOf(yaw: number): Pose {
  if (Math.abs(yaw) <= FRONT_YAW) return 'front';
  return yaw > 0 ? 'left' : 'right';
}
