// The face engine of a check, from the models that come with the app, and the organisation's own where it has brought one.
import { FaceCheck } from '../core/faces/check/faceCheck.ts';
import { FaceReader } from '../core/faces/faceReader.ts';
import { canReadTracks } from '../core/faces/frames/trackFrames.ts';
import type { OpenFaceEngine } from '../features/identity/index.ts';

export const openFaceEngine: OpenFaceEngine = async (own) => {
  if (!canReadTracks()) throw new Error('this browser cannot look into a track');
  const reader = await FaceReader.open(own);
  return {
    model: reader.facts.model,
    start: (track, plan, onNews) => new FaceCheck({ reader, track, plan, onNews }),
    close: () => reader.close(),
  };
};
