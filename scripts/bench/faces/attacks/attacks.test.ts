// Attacks made of a face that is nobody's, a skin of waves: what is drawn is as its seed says, and what its pixels tell of it.
import { expect, it } from 'vitest';
import { cropFace } from '../../../../renderer/core/faces/liveness/faceCrop.ts';
import { LEAST_APPEARED } from '../../../../renderer/core/faces/liveness/mouth.ts';
import { MouthWatch } from '../../../../renderer/core/faces/liveness/mouthWatch.ts';
import { compareTurned, LEAST_RELIEF, type Turned } from '../../../../renderer/core/faces/liveness/relief.ts';
import { LEAST_SHADE } from '../../../../renderer/core/faces/liveness/shadeChange.ts';
import type { Point } from '../../../../renderer/core/faces/reading.ts';
import { createSeededRandom } from '../../../../signalling/testing/seededRandom.ts';
import { AT_REST } from './attack.ts';
import { drawSession } from './drawSession.ts';
import { Hands } from './hands.ts';
import { kindsOf, type Kind } from './kinds.ts';
import { faceDrawn } from './mouthDrawn.ts';
import { frameOf, type Portrait } from './portrait.ts';
import { drawScene, seenAt } from './scene.ts';

const SIDE = 480;
const EYES = 100;
const NO_LIGHT = { brightness: 128, contrast: 80, noise: 2, around: 128, sharpness: 50 };
const VIEW = { eyes: 80, shift: { x: 0, y: 0 } };

const kinds = kindsOf(undefined);

/** Nobody: 68 points where faces have them, on waves. `phase`: another nobody. */
function nobody(phase: number): Portrait {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  const wave = (x: number, y: number, across: number, down: number): number =>
    Math.sin(phase + x / across + Math.cos(y / down) + y / (across + down));
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const grey = 120 + 14 * wave(x, y, 14, 18) + 12 * wave(x, y, 29, 11) + 9 * wave(x, y, 10, 35);
      data.fill(grey, (y * SIDE + x) * 4, (y * SIDE + x) * 4 + 3);
    }
  }
  const points = Array.from({ length: 68 }, (_, index): readonly [number, number] => {
    if (index < 17) return [-1 + index / 8, 0.1 + 1.5 * Math.sin((index * Math.PI) / 16)];
    if (index < 27) return [-0.8 + ((index - 17) * 1.6) / 9, -0.3];
    if (index < 31) return [0, 0.05 + (index - 27) * 0.2];
    if (index < 36) return [-0.2 + (index - 31) * 0.1, 0.75];
    if (index < 48) return [(index < 42 ? -0.5 : 0.5) + eyeCorner(index), 0];
    return [0.33 * Math.cos((index * Math.PI) / 10), 1.1 + 0.12 * Math.sin((index * Math.PI) / 10)];
  }).map(([x, y]): Point => ({ x: SIDE / 2 + x * EYES, y: SIDE * 0.4 + y * EYES }));
  return { name: String(phase), picture: { data, width: SIDE, height: SIDE }, points };
}

/** Six points an eye, the first and the fourth its corners. */
function eyeCorner(index: number): number {
  return 0.18 * -Math.cos((((index - 36) % 6) * Math.PI) / 3);
}

const people = { victim: nobody(0), holder: nobody(2) };

/** What the pixels say of one turn, with the points where they truly lie. */
function turned(kind: Kind, seed: number): Turned {
  const thing = kind.make({ ...people, random: createSeededRandom(seed) });
  const { placeOf } = frameOf(people.victim);
  const look = (turn: number) => {
    const layers = thing({ ...AT_REST, turn });
    const [sheet] = layers;
    if (!sheet) throw new Error('there is something to see');
    const points = people.victim.points.map((point) => seenAt(sheet, VIEW, placeOf(point)));
    return { picture: drawScene(layers, VIEW), points };
  };
  const [before, after] = [look(0), look(0.75)];
  const front = cropFace(before.picture, before.points);
  const side = front && cropFace(after.picture, after.points, front.scale);
  if (!front || !side) throw new Error('there is a face');
  return compareTurned(front, side);
}

it('[LIVE-17] a seed draws the same pictures each time, and another seed others', () => {
  for (const kind of kinds) {
    const draw = (seed: number): Buffer => Buffer.from(drawSession(kind, seed, people).draw(1000).data);
    const drawn = draw(7);
    expect(drawn.equals(draw(7)), kind.name).toBe(true);
    expect(drawn.equals(draw(8)), kind.name).toBe(false);
  }
});

it('[LIVE-17] hands follow what is asked for after 0.4 to 1.2 s, and once more when nothing happens', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    const hands = new Hands(createSeededRandom(seed));
    hands.hear({ name: 'prompt', prompt: 'turnLeft', index: 0, count: 6, limitMs: 5000 }, 1000);
    expect(hands.at(1390).turn).toBe(0);
    const turns = Array.from({ length: 60 }, (_, step) => hands.at(1400 + step * 100).turn);
    const first = turns.findIndex((turn) => turn > 0.02);
    expect(first).toBeLessThan(12);
    expect(Math.max(...turns)).toBeGreaterThan(0.9);
    const back = turns.findIndex((turn, step) => step > first && turn === 0);
    hands.hear({ name: 'straight', index: 1, count: 6 }, 9000);
    expect(back).toBeGreaterThan(first);
  }
});

it('[LIVE-14][LIVE-15] sheets of every kind have no relief', () => {
  for (const kind of kinds.filter((each) => each.of === 'paper' && !each.isOnScreen)) {
    expect(turned(kind, 3).relief, kind.name).toBeLessThan(LEAST_RELIEF);
  }
});

it('[LIVE-16] a puppet of one picture has one, and takes its light with it', () => {
  const puppet = kinds.find(({ of, isOnScreen }) => of === 'puppet' && !isOnScreen);
  for (const seed of [3, 11]) {
    const told = puppet && turned(puppet, seed);
    expect(told?.relief).toBeGreaterThan(LEAST_RELIEF);
    expect(told?.shade).toBeLessThan(LEAST_SHADE);
  }
});

it('[LIVE-19] a puppet whose lips are drawn apart has nothing between them; one whose mouth is painted has', () => {
  const victim = withLips(people.victim);
  const lips = [55, 56, 57, 58, 59, 65, 66, 67];
  const opened = victim.points.map(({ x, y }, index) => ({ x, y: lips.includes(index) ? y + 0.35 * EYES : y }));
  const appeared = (isPainted: boolean): number | undefined => {
    const watch = new MouthWatch();
    const look = (landmarks: readonly Point[], open: number) => {
      const read = { box: { x: 0, y: 0, width: 1, height: 1 }, score: 1, landmarks, light: NO_LIGHT };
      const largest = { ...read, descriptor: undefined, openness: undefined };
      const picture = faceDrawn(victim, { ...AT_REST, open }, isPainted);
      return watch.look(picture, { faces: [], brightness: 1, largest }, true).largest?.mouth?.appeared;
    };
    look(victim.points, 0);
    return look(opened, 1);
  };
  expect(appeared(false)).toBeLessThan(LEAST_APPEARED);
  expect(appeared(true), 'what is not stopped stays in the table').toBeGreaterThan(LEAST_APPEARED);
});

/** Lips in dlib's order, each edge from the corner on the left over the upper lip. */
function withLips(portrait: Portrait): Portrait {
  const edge = (along: number, half: { x: number; y: number }): Point => ({
    x: SIDE / 2 - half.x * Math.cos(2 * Math.PI * along) * EYES,
    y: SIDE * 0.4 + (1.1 - half.y * Math.sin(2 * Math.PI * along)) * EYES,
  });
  const points = portrait.points.map((point, index) => {
    if (index < 48) return point;
    return index < 60 ? edge((index - 48) / 12, { x: 0.4, y: 0.13 }) : edge((index - 60) / 8, { x: 0.36, y: 0.02 });
  });
  return { ...portrait, points };
}
