// The default recogniser: face-api's detector, 68 landmarks and 128 numbers, on WebAssembly; an organisation's own describer
// takes the place of the 128 numbers. Runs in a worker; pictures go in
// as tensors, as face-api knows no worker. Knows face-api and tfjs; nothing of calls.
import * as faceApi from 'face-api.js';
import { normalised } from '../descriptor.ts';
import { isDescribed } from '../isDescribed.ts';
import { brightnessOf, lightOf } from '../lightOf.ts';
import { lashesOf } from '../liveness/lashes.ts';
import type { Box, Face, Reading, Wants } from '../reading.ts';
import type { Describer, Recogniser } from '../recogniser.ts';
import { loadWeights } from './loadWeights.ts';
import { openEyes, type Eyes } from './openEyes.ts';
import { MODELS } from './models.ts';

const { tf, nets } = faceApi;
/** face-api's types leave out what is of the engine itself. */
const engine = tf as unknown as {
  setWasmPaths: (base: string) => void;
  env: () => { set: (flag: string, value: boolean) => void };
  setBackend: (name: string) => Promise<boolean>;
  ready: () => Promise<void>;
  memory: () => { numTensors: number };
};
type Tensor = ReturnType<typeof tf.browser.fromPixels>;

/** Small faces are found at the first size, those that fill the picture at the second, distant ones at the third. */
const DETECTOR_SIZES = [320, 160, 512] as const;
const DETECTOR_SCORE = 0.5;
/**
 * Of the cosine between averaged descriptors. Among 205 people whom nobody here had seen, averages of five and three pictures gave no
 * false match of 72,072 at `match`, with 0.64 % not known again; `npm run bench -- faces` measures on others. Frames of one face in one call: in the films
 * at hand 0.95 like their average turned as far as a head turns, 0.98 with closed eyes; of 5100 pairs of strangers 0.7 % are 0.92.
 */
const THRESHOLDS = { match: 0.968, inconclusive: 0.955, strict: 0.975, continuous: 0.92 } as const;

/**
 * `base`: where the models and the engine's own files are. `own`: describes in place of the default, and is closed with it.
 * @throws Error when one is not there, or not the right one
 */
export async function openFaceApi(base: URL, own?: Describer): Promise<Recogniser> {
  teachWorker();
  engine.setWasmPaths(base.href);
  // Threads would need a page that is isolated from others, which a page with calls is not.
  engine.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  await engine.setBackend('wasm');
  await engine.ready();
  const [eyes] = await Promise.all([
    openEyes(base),
    load(nets.tinyFaceDetector, base, MODELS.detector),
    load(nets.faceLandmark68Net, base, MODELS.landmarks),
    own ? undefined : load(nets.faceRecognitionNet, base, MODELS.descriptor),
  ]);
  return {
    model: own?.model ?? 'face-api-1.7.15/128',
    thresholds: own?.thresholds ?? THRESHOLDS,
    read: (picture, wants) => read(picture, wants, { eyes, own }),
    tensors: () => engine.memory().numTensors,
    close: () => {
      for (const net of [nets.tinyFaceDetector, nets.faceLandmark68Net, nets.faceRecognitionNet]) net.dispose(false);
      own?.close();
    },
  };
}

/** face-api looks for a page's elements when it is asked for anything; a worker has a canvas of its own only. */
function teachWorker(): void {
  const Absent = class {
    readonly isAbsent = true;
  };
  const refuse = (): never => {
    throw new Error('there are no elements here');
  };
  faceApi.env.setEnv({
    Canvas: OffscreenCanvas,
    CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
    Image: Absent,
    ImageData,
    Video: Absent,
    createCanvasElement: () => new OffscreenCanvas(1, 1),
    createImageElement: refuse,
    createVideoElement: refuse,
    fetch,
    readFile: refuse,
  } as unknown as Parameters<typeof faceApi.env.setEnv>[0]);
}

type Net = { loadFromWeightMap: typeof nets.tinyFaceDetector.loadFromWeightMap };

async function load(net: Net, base: URL, model: (typeof MODELS)[keyof typeof MODELS]): Promise<void> {
  const { specs, bytes } = await loadWeights(base, model);
  net.loadFromWeightMap(tf.io.decodeWeights(bytes, [...specs] as unknown as Parameters<typeof tf.io.decodeWeights>[1]));
}

type Parts = { readonly eyes: Eyes; readonly own: Describer | undefined };

async function read(picture: ImageData, wants: Wants, { eyes, own }: Parts): Promise<Reading> {
  const pixels = tf.browser.fromPixels(picture);
  try {
    const faces = wants.near ? [{ box: wants.near, score: 1 }] : await detect(pixels);
    const largest = faces.toSorted((a, b) => b.box.width - a.box.width)[0];
    const brightness = brightnessOf(picture);
    if (!largest) return { faces, largest: undefined, brightness };
    const landmarks = await landmarksIn(pixels, largest.box);
    const points = landmarks.positions.map(({ x, y }) => ({ x, y }));
    const openness = wants.eyes ? await eyes.opennessOf(pixels, points) : undefined;
    const describing = own ? () => own.describe(picture, points) : () => describe(pixels, landmarks);
    const descriptor = isDescribed(wants.descriptor, { landmarks: points, openness }) ? await describing() : undefined;
    const light = lightOf(picture, largest.box);
    const lashes = openness === undefined ? undefined : lashesOf(picture, points);
    return { faces, largest: { ...largest, landmarks: points, descriptor, openness, lashes, light }, brightness };
  } finally {
    pixels.dispose();
  }
}

async function detect(pixels: Tensor): Promise<readonly Face[]> {
  for (const inputSize of DETECTOR_SIZES) {
    const options = new faceApi.TinyFaceDetectorOptions({ inputSize, scoreThreshold: DETECTOR_SCORE });
    const found = await nets.tinyFaceDetector.locateFaces(pixels, options);
    if (found.length > 0) return found.map(({ box, score }) => ({ box: plain(box), score }));
  }
  return [];
}

async function landmarksIn(pixels: Tensor, box: Box): Promise<faceApi.FaceLandmarks68> {
  const clipped = clip(pixels, box);
  const part = cut(pixels, clipped);
  try {
    const found = (await nets.faceLandmark68Net.detectLandmarks(part)) as faceApi.FaceLandmarks68;
    return found.shiftBy(box.x, box.y);
  } finally {
    part.dispose();
  }
}

/** The crop that dlib aligns by the eyes and the mouth: any other costs most of the accuracy. */
async function describe(pixels: Tensor, landmarks: faceApi.FaceLandmarks68): Promise<Float32Array> {
  const part = cut(pixels, clip(pixels, landmarks.align(null, { useDlibAlignment: true })));
  try {
    return normalised((await nets.faceRecognitionNet.computeFaceDescriptor(part)) as Float32Array);
  } finally {
    part.dispose();
  }
}

function plain({ x, y, width, height }: Box): Box {
  return { x, y, width, height };
}

/** Whole pixels within the picture. */
function clip({ shape }: Tensor, { x, y, width, height }: Box): Box {
  const [rows, columns] = shape;
  const left = Math.min(Math.max(0, Math.floor(x)), columns - 1);
  const top = Math.min(Math.max(0, Math.floor(y)), rows - 1);
  return {
    x: left,
    y: top,
    width: Math.max(1, Math.min(Math.floor(x + width), columns) - left),
    height: Math.max(1, Math.min(Math.floor(y + height), rows) - top),
  };
}

function cut(pixels: Tensor, { x, y, width, height }: Box): Tensor {
  return tf.slice3d(pixels, [y, x, 0], [height, width, 3]);
}
