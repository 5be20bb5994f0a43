// How open eyes are: the lids, as Human's iris model finds them in a small picture of each eye. Knows tfjs; nothing of faces.
import * as faceApi from 'face-api.js';
import type { Point } from '../reading.ts';
import { loadGraph } from './loadWeights.ts';
import { EYES } from './models.ts';

const { tf } = faceApi;
type Tensor = ReturnType<typeof tf.browser.fromPixels>;
type Graph = { execute: (input: Tensor) => Tensor };
/** face-api's types leave out what is of the engine itself. */
const engine = tf as unknown as {
  loadGraphModel: (source: { load: () => Promise<object> }) => Promise<Graph>;
  image: {
    cropAndResize: (image: Tensor, boxes: number[][], boxIndices: number[], size: [number, number]) => Tensor;
    flipLeftRight: (image: Tensor) => Tensor;
  };
  expandDims: (image: Tensor) => Tensor;
  concat: (parts: Tensor[]) => Tensor;
  tidy: <T>(make: () => T) => T;
  div: (image: Tensor, by: number) => Tensor;
};

/** Pixels a side that the model looks at, and how much more than the eye itself. */
const SIDE = 64;
const ENLARGED = 2.3;
/** The corners of each eye among dlib's 68 points: the one on the left of the picture first. */
const CORNERS = [
  [36, 39],
  [42, 45],
] as const;
/** Numbers a point, and the points of one eye. */
const PER_POINT = 3;
const POINTS = 76;
/** Among them: both corners, and the lids between. */
const LID = { corners: [0, 8], lower: [3, 4, 5], upper: [11, 12, 13] } as const;

/** The height of the eyes by their width, the mean of both. */
export type Eyes = { readonly opennessOf: (pixels: Tensor, landmarks: readonly Point[]) => Promise<number> };

/** @throws Error when the model is not there, or not the right one */
export async function openEyes(base: URL): Promise<Eyes> {
  const { topology, specs, bytes } = await loadGraph(base, EYES);
  const graph = await engine.loadGraphModel({
    load: () => Promise.resolve({ modelTopology: topology, weightSpecs: specs, weightData: bytes }),
  });
  return {
    opennessOf: async (pixels, landmarks) => {
      const found = engine.tidy(() => graph.execute(eyePictures(pixels, landmarks)));
      const values = await found.data();
      found.dispose();
      return (opennessIn(values, 0) + opennessIn(values, POINTS * PER_POINT)) / 2;
    },
  };
}

/** Both eyes, as the model wants them. */
function eyePictures(pixels: Tensor, landmarks: readonly Point[]): Tensor {
  const [rows, columns] = pixels.shape;
  const boxes = CORNERS.map((corners) => eyeBox(landmarks, corners)).map(({ x, y, half }) => [
    (y - half) / rows,
    (x - half) / columns,
    (y + half) / rows,
    (x + half) / columns,
  ]);
  const cut = engine.image.cropAndResize(engine.expandDims(pixels), boxes, [0, 0], [SIDE, SIDE]);
  return engine.div(cut, 255);
}

function eyeBox(
  landmarks: readonly Point[],
  [one, other]: readonly [number, number],
): { x: number; y: number; half: number } {
  const [from, to] = [landmarks[one] ?? { x: 0, y: 0 }, landmarks[other] ?? { x: 0, y: 0 }];
  const width = Math.hypot(to.x - from.x, to.y - from.y);
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, half: Math.max(1, (width * ENLARGED) / 2) };
}

function opennessIn(values: ArrayLike<number>, start: number): number {
  const point = (index: number): Point => ({
    x: values[start + index * PER_POINT] ?? 0,
    y: values[start + index * PER_POINT + 1] ?? 0,
  });
  const between = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
  const width = between(point(LID.corners[0]), point(LID.corners[1]));
  const heights = LID.lower.map((lower, index) => between(point(lower), point(LID.upper[index] ?? lower)));
  return width > 0 ? heights.reduce((sum, height) => sum + height, 0) / heights.length / width : 0;
}
