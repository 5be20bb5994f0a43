// Runs an organisation's own face model, an ONNX file, on onnxruntime's WebAssembly: 1 × 3 × 112 × 112 in, one vector out. Runs in
// the worker; knows the runtime, which is fetched only where there is such a model.
import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { normalised } from '../descriptor.ts';
import type { Point } from '../reading.ts';
import type { Describer, OwnModel } from '../recogniser.ts';
import { ALIGNED_SIZE, alignmentOf } from './alignFace.ts';
import { ONNX_ENGINE } from './onnxEngine.ts';

const PLANE = ALIGNED_SIZE * ALIGNED_SIZE;
/** As many as a sealed template takes. */
const MOST_NUMBERS = 2048;
const FEWEST_NUMBERS = 32;

/** `base`: where the engine is. @throws Error when it is not there, or the file is no such model */
export async function openDescriber(base: URL, own: OwnModel): Promise<Describer> {
  const runtime = await import('onnxruntime-web/wasm');
  Object.assign(runtime.env.wasm, {
    wasmPaths: { wasm: new URL(ONNX_ENGINE, base).href },
    numThreads: 1,
    proxy: false,
  });
  const session = await runtime.InferenceSession.create(own.content, { executionProviders: ['wasm'] });
  const [input, output] = [session.inputNames[0], session.outputNames[0]];
  if (session.inputNames.length !== 1 || input === undefined || output === undefined) {
    throw new Error('a face model has one input and an output');
  }
  const toTensor = (pixels: Float32Array): Tensor =>
    new runtime.Tensor('float32', pixels, [1, 3, ALIGNED_SIZE, ALIGNED_SIZE]);
  const describe = createDescribe(session, { input, output, toTensor, pixels: own.pixels });
  // What does not fit is known now, not in the middle of a check.
  await describe(uneven(), LEVEL_FACE);
  return {
    model: own.model,
    thresholds: own.thresholds,
    describe,
    close: () => void session.release(),
  };
}

/** Any face: eyes, nose and mouth where they are in most. */
const LEVEL_FACE: readonly Point[] = Array.from({ length: 68 }, (_none, index) => {
  if (index >= 36 && index < 42) return { x: 38, y: 52 };
  if (index >= 42 && index < 48) return { x: 74, y: 52 };
  return { x: index === 54 ? 71 : 42, y: 92 };
});

/** A picture in which no two places are alike: of an empty one, models may yield nothing. */
function uneven(): ImageData {
  const picture = new ImageData(ALIGNED_SIZE, ALIGNED_SIZE);
  picture.data.forEach((_none, at) => (picture.data[at] = at % 4 === 3 ? 255 : at % 251));
  return picture;
}

type Ends = {
  readonly input: string;
  readonly output: string;
  readonly toTensor: (pixels: Float32Array) => Tensor;
  readonly pixels: OwnModel['pixels'];
};

function createDescribe(session: InferenceSession, ends: Ends): Describer['describe'] {
  const align = createAligner();
  const values = new Float32Array(3 * PLANE);
  return async (picture, landmarks) => {
    fill(values, align(picture, landmarks), ends.pixels);
    const tensor = ends.toTensor(values);
    const { [ends.output]: found } = await session.run({ [ends.input]: tensor });
    try {
      const data = found?.data;
      if (!(data instanceof Float32Array) || data.length < FEWEST_NUMBERS || data.length > MOST_NUMBERS) {
        throw new Error(`a face model yields ${String(FEWEST_NUMBERS)} to ${String(MOST_NUMBERS)} numbers`);
      }
      return normalised(data);
    } finally {
      found?.dispose();
      tensor.dispose();
      values.fill(0);
    }
  };
}

/** RGBA, row by row, into planes of one colour each. */
function fill(values: Float32Array, { data }: ImageData, { order, mean, divisor }: OwnModel['pixels']): void {
  for (let plane = 0; plane < 3; plane += 1) {
    const colour = order === 'rgb' ? plane : 2 - plane;
    for (let at = 0; at < PLANE; at += 1) {
      values[plane * PLANE + at] = ((data[4 * at + colour] ?? 0) - mean) / divisor;
    }
  }
}

function createAligner(): (picture: ImageData, landmarks: readonly Point[]) => ImageData {
  const whole = contextOf(ALIGNED_SIZE, ALIGNED_SIZE);
  const aligned = contextOf(ALIGNED_SIZE, ALIGNED_SIZE);
  return (picture, landmarks) => {
    const { width, height } = picture;
    if (whole.canvas.width !== width || whole.canvas.height !== height) Object.assign(whole.canvas, { width, height });
    whole.putImageData(picture, 0, 0);
    const { cos, sin, x, y } = alignmentOf(landmarks);
    aligned.setTransform(1, 0, 0, 1, 0, 0);
    aligned.clearRect(0, 0, ALIGNED_SIZE, ALIGNED_SIZE);
    aligned.setTransform(cos, sin, -sin, cos, x, y);
    aligned.drawImage(whole.canvas, 0, 0);
    return aligned.getImageData(0, 0, ALIGNED_SIZE, ALIGNED_SIZE);
  };
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas in workers');
  return context;
}
