// The descriptors of one check: of one and the same face, spread over time and, to enrol, over poses. Pure apart from what it
// remembers. MUST be wiped at the end.
import { averaged, likeness } from '../descriptor.ts';

/** Of the yaw of a head: what is beyond is too far turned to average. */
export const FRONT_YAW = 0.12;
const SIDE_YAW = 0.7;
/** Frames of one moment say the same. */
const APART_MS = 350;
const FEWEST_TO_COMPARE = 5;
const SHORTEST_SPREAD_MS = 2_000;
const FEWEST_TO_ENROL = 5;

type Pose = 'front' | 'left' | 'right';
type Probe = { readonly descriptor: Float32Array; readonly pose: Pose; readonly atMs: number };
/** `doubtful`: unlike those before; `other`: again, and a slip comes once only. */
export type Fit = 'same' | 'doubtful' | 'other';

export class Probes {
  /** Pictures of one face are at least so like the average of those before. */
  readonly #continuous: number;
  #probes: Probe[] = [];
  #lastAtMs: number | undefined;
  #isInDoubt = false;

  constructor(continuous: number) {
    this.#continuous = continuous;
  }

  /** Whether it is time to look again whose face it is. */
  wants(atMs: number): boolean {
    return this.#isInDoubt || this.#lastAtMs === undefined || atMs - this.#lastAtMs >= APART_MS;
  }

  /** The front and both sides. */
  get hasAllPoses(): boolean {
    return new Set(this.#probes.map(({ pose }) => pose)).size === 3;
  }

  /** `isKept`: not only compared with those before. */
  add(descriptor: Float32Array, { yaw, atMs, isKept }: { yaw: number; atMs: number; isKept: boolean }): Fit {
    this.#lastAtMs = atMs;
    const before = this.#probes.map((probe) => probe.descriptor);
    if (before.length > 0 && likeness(averaged(before), descriptor) < this.#continuous) {
      const wasInDoubt = this.#isInDoubt;
      this.#isInDoubt = true;
      return wasInDoubt ? 'other' : 'doubtful';
    }
    this.#isInDoubt = false;
    if (isKept && Math.abs(yaw) <= SIDE_YAW) this.#keep({ descriptor, pose: poseOf(yaw), atMs });
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
    if (this.#probes.length < FEWEST_TO_ENROL || !this.hasAllPoses) return undefined;
    return averaged(this.#probes.map(({ descriptor }) => descriptor));
  }

  #keep(probe: Probe): void {
    const last = this.#probes.findLast(({ pose }) => pose === probe.pose);
    if (!last || probe.atMs - last.atMs >= APART_MS) this.#probes.push(probe);
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
