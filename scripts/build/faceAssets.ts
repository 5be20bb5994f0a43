// Copies what the recogniser of faces fetches into the built page: its models, and the engines' WebAssembly. Knows the packages' folders.
import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { ONNX_ENGINE } from '../../renderer/core/faces/ownModel/onnxEngine.ts';
import { EYES, FACE_FOLDER, MODELS } from '../../renderer/core/faces/faceApi/models.ts';
import { copyAfterBuild } from './copyAfterBuild.ts';

const require = createRequire(import.meta.url);
const MODEL_FOLDER = join(dirname(require.resolve('face-api.js/package.json')), 'model');
/** The package tells nobody where its own description is; its entry lies in `dist/`. */
const EYES_FOLDER = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');
const ENGINE_FOLDER = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');
/** Every processor in use has SIMD; the plain one is for those that have not. Threads are never used. */
/** Beside its entry. Fetched only where an organisation brings its own model. */
const ONNX_FOLDER = dirname(require.resolve('onnxruntime-web/wasm'));
const ENGINES = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

export function faceAssets(): Plugin {
  return copyAfterBuild('visavis-face-assets', copyFaceAssets);
}

/** Into `faces/` below `outDir`. */
function copyFaceAssets(outDir: string): void {
  const target = join(outDir, FACE_FOLDER);
  mkdirSync(target, { recursive: true });
  for (const { name } of Object.values(MODELS)) {
    for (const file of [`${name}-weights_manifest.json`, `${name}.bin`])
      cpSync(join(MODEL_FOLDER, file), join(target, file));
  }
  for (const file of [`${EYES.name}.json`, `${EYES.name}.bin`]) cpSync(join(EYES_FOLDER, file), join(target, file));
  cpSync(join(ONNX_FOLDER, ONNX_ENGINE), join(target, ONNX_ENGINE));
  for (const file of ENGINES) cpSync(join(ENGINE_FOLDER, file), join(target, file));
}
