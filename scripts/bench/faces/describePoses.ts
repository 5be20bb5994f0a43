// What heads and photos of heads do to the points of a face: how far they turn, and how far from flat that is.
import { depthOf, FEWEST_DEPTH, TURNED_YAW, yawOf } from '../../../renderer/core/faces/liveness/headPose.ts';
import type { Point } from '../../../renderer/core/faces/reading.ts';
import { atMost, type Section } from '../report/section.ts';

export type ReadClip = {
  readonly name: string;
  readonly isAttack: boolean;
  readonly faces: readonly (readonly Point[])[];
};

type Pose = { readonly clip: ReadClip; readonly yaws: readonly number[]; readonly depths: readonly number[] };

export function describePoses(clips: readonly ReadClip[]): Pick<Section, 'figures' | 'tables' | 'method'> {
  if (clips.length === 0) return { figures: [], tables: [], method: [] };
  const poses = clips.map(poseOf);
  const fooled = poses.filter(
    ({ clip, yaws, depths }) => clip.isAttack && yaws.some((yaw, at) => isTurn(yaw, depths[at])),
  );
  return {
    figures: [
      atMost(
        'films of photos and screens that count as a turn',
        '0',
        0,
        fooled.length,
        `${fooled.length} of ${clips.filter(({ isAttack }) => isAttack).length}`,
      ),
    ],
    tables: [
      {
        caption: 'Poses in films',
        header: ['film', 'pictures', 'yaw', 'largest depth', 'pictures that count as a turn'],
        rows: poses.map(({ clip, yaws, depths }) => [
          clip.name,
          String(yaws.length),
          `${Math.min(...yaws).toFixed(2)} … ${Math.max(...yaws).toFixed(2)}`,
          Math.max(...depths).toFixed(3),
          String(yaws.filter((yaw, at) => isTurn(yaw, depths[at])).length),
        ]),
      },
    ],
    method: [
      'Poses: every fifth picture of each film (GRID corpus, Cooke, Barker, Cunningham & Shao 2006, doi 10.5281/zenodo.3625687; `genuine_turning_a` from Intel IoT DevKit sample-videos; CC BY 4.0); depth against the most frontal picture of the film. The talking heads do not turn; they are there for comparison.',
    ],
  };
}

function isTurn(yaw: number, depth = 0): boolean {
  return Math.abs(yaw) >= TURNED_YAW && depth >= FEWEST_DEPTH;
}

function poseOf(clip: ReadClip): Pose {
  const yaws = clip.faces.map(yawOf);
  const quietest = yaws.reduce((best, yaw, at) => (Math.abs(yaw) < Math.abs(yaws[best] ?? Infinity) ? at : best), 0);
  const frontal = clip.faces[quietest] ?? [];
  return { clip, yaws, depths: clip.faces.map((face) => depthOf(frontal, face)) };
}
