// The name of onnxruntime's WebAssembly, for what fetches it and for the build that puts it there.

/** Below the folder of the face models. */
export const ONNX_ENGINE = 'ort-wasm-simd-threaded.wasm';
