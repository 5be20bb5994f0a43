// The face engine as a check needs it, from the models that come with the app. Loaded when the first check begins.
import { FaceCheck } from '../core/faces/check/faceCheck.ts';
import type { WatchNews } from '../core/faces/check/faceWatch.ts';
import { FaceReader } from '../core/faces/faceReader.ts';
import { canReadTracks } from '../core/faces/frames/trackFrames.ts';
import type { FaceCheckNews, FaceEngine, OpenFaceEngine } from '../features/identity/index.ts';

export const openFaceEngine: OpenFaceEngine = async () => {
  if (!canReadTracks()) throw new Error('this browser cannot look into a track');
  const reader = await FaceReader.open();
  return engineOf(reader);
};

function engineOf(reader: FaceReader): FaceEngine {
  return {
    model: reader.facts.model,
    start: (track, plan, onNews) => {
      let descriptor: Float32Array | undefined;
      const check = new FaceCheck({
        reader,
        track,
        plan,
        onNews: (news) => {
          if (news.name === 'ended') ({ descriptor } = news.result);
          onNews(newsOf(news));
        },
      });
      return {
        takeDescriptor: () => descriptor,
        stop: () => {
          check.stop();
          descriptor?.fill(0);
        },
      };
    },
    close: () => reader.close(),
  };
}

function newsOf(news: WatchNews): FaceCheckNews {
  switch (news.name) {
    case 'straight':
    case 'prompt':
      return { name: 'screen', screen: news };
    case 'ended': {
      const { liveness, steps, verdict, hints } = news.result;
      return { name: 'ended', result: { liveness, steps, verdict, hints } };
    }
    default:
      return news;
  }
}
