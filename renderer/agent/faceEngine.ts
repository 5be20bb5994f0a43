// The face engine of a check, from the models that come with the app, and the organisation's own where it has brought one.
import { FaceCheck } from '../core/faces/check/faceCheck.ts';
import { FaceReader } from '../core/faces/faceReader.ts';
import type { OpenFaceEngine } from '../features/identity/index.ts';

export const openFaceEngine: OpenFaceEngine = async (own) => {
  const reader = await FaceReader.open(own);
  return {
    model: reader.facts.model,
    start: (track, plan, onNews) => new FaceCheck({ reader, track, plan, onNews }),
    close: () => reader.close(),
  };
};
