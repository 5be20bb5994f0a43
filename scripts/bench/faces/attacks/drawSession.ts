// What a camera sees during one session of an attack. The seed decides everything. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import { createSeededRandom } from '../../../../signalling/testing/seededRandom.ts';
import type { Materials } from './attack.ts';
import { expose } from './camera.ts';
import { Hands } from './hands.ts';
import type { Kind } from './kinds.ts';
import { drawScene } from './scene.ts';
import { createScreen } from './screen.ts';

export type DrawnSession = {
  readonly hands: Hands;
  /** Between two pictures that are read. */
  readonly stepMs: number;
  /** Of the codec, from 0 to 100. */
  readonly quality: number;
  readonly draw: (atMs: number) => Picture;
};

export function drawSession(kind: Kind, seed: number, people: Omit<Materials, 'random'>): DrawnSession {
  const random = createSeededRandom(seed);
  const thing = kind.make({ ...people, random });
  const hands = new Hands(random);
  const onScreen = kind.isOnScreen ? createScreen(random) : undefined;
  const eyes = random.between(60, 92);
  const noise = random.between(10, 35) / 10;
  const phase = random.between(0, 1000);
  const stepMs = random.between(120, 200);
  const quality = random.between(70, 92);
  const draw = (atMs: number): Picture => {
    const { turn, near, moving, ...acting } = hands.at(atMs);
    // Nobody holds anything quite still.
    const sway = 0.012 * Math.sin((atMs + phase) / 310);
    const shift = { x: 1.6 * Math.sin((atMs + phase) / 370), y: 1.6 * Math.cos((atMs + phase) / 430) - 10 };
    const picture = drawScene(thing({ ...acting, turn: turn + sway }), { eyes: eyes * near, shift });
    onScreen?.(picture, atMs);
    // A thirtieth of a second of exposure, while the face moves by half of the distance of the eyes.
    expose(picture, (moving * eyes) / 60, noise, random);
    return picture;
  };
  return { hands, stepMs, quality, draw };
}
