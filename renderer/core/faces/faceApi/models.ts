// The models of the default recogniser, and how each is known to be the one that was measured.

export type ModelFile = { readonly name: string; readonly sha256: string };

/** Below the folder that the build copies them to (`scripts/build/faceAssets.ts`). */
export const MODELS = {
  detector: {
    name: 'tiny_face_detector_model',
    sha256: 'b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871',
  },
  landmarks: {
    name: 'face_landmark_68_model',
    sha256: '4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b',
  },
  descriptor: {
    name: 'face_recognition_model',
    sha256: 'b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589',
  },
} as const satisfies Record<string, ModelFile>;

/** Of Human's package: a graph, described by its JSON. It finds the lids in a small picture of an eye. */
export const EYES: ModelFile = {
  name: 'iris',
  sha256: 'd7f296d184274213d4642681ae186112cbbec77fd2ab066257d3c56a1940bc71',
};

export const FACE_FOLDER = 'faces';
