// A film through a real peer connection, watched as a check watches it: how long a picture takes, and what the call loses by it.
import type { FaceReader } from '../../core/faces/faceReader.ts';
import { FaceTrack } from '../../core/faces/faceTrack.ts';
import { TrackFrames } from '../../core/faces/frames/trackFrames.ts';
import { filmTrack, passThroughCall } from './callTrack.ts';
import type { WatchedCall } from './facesPage.ts';

/** As in a check: one picture in four is described, in the others the eyes are read. */
const DESCRIBED_EVERY = 4;
/** The first pictures of a call are few and small. */
const WARM_UP_MS = 2_000;

/** `reader`: absent to see what the call is without it. */
export async function watchCall(
  pictures: readonly string[],
  durationMs: number,
  reader: FaceReader | undefined,
): Promise<WatchedCall> {
  const film = await filmTrack(pictures);
  const call = await passThroughCall(film.track);
  const video = document.body.appendChild(document.createElement('video'));
  Object.assign(video, { srcObject: new MediaStream([call.remote]), muted: true, width: 640 });
  await video.play();
  await pause(WARM_UP_MS);
  const tasks = watchTasks();
  const before = await call.framesDecoded();
  const beganAtMs = performance.now();
  const read = reader ? await readFor(reader, call.remote, durationMs) : { tookMs: [], tensors: [] };
  if (!reader) await pause(durationMs);
  const seconds = (performance.now() - beganAtMs) / 1000;
  const framesPerSecond = ((await call.framesDecoded()) - before) / seconds;
  const longestTaskMs = tasks.stop();
  call.close();
  film.stop();
  video.remove();
  return { ...read, seconds, framesPerSecond, longestTaskMs };
}

async function readFor(
  reader: FaceReader,
  track: MediaStreamTrack,
  durationMs: number,
): Promise<Pick<WatchedCall, 'tookMs' | 'tensors'>> {
  const frames = new TrackFrames(track);
  const face = new FaceTrack();
  const [tookMs, tensors]: [number[], number[]] = [[], []];
  for (const untilMs = performance.now() + durationMs; performance.now() < untilMs;) {
    const frame = await frames.next();
    if (!frame) break;
    const atMs = performance.now();
    const near = face.near(atMs);
    const descriptor = tookMs.length % DESCRIBED_EVERY === 0;
    const { reading, tensors: held } = await reader.read(frame, { descriptor, eyes: !descriptor, near });
    face.follow(reading, near, atMs);
    tookMs.push(performance.now() - atMs);
    tensors.push(held);
  }
  frames.close();
  return { tookMs, tensors };
}

/** Tasks of the page over 50 ms, the only ones that browsers tell. */
function watchTasks(): { stop: () => number } {
  let longestMs = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  return {
    stop: () => {
      observer.disconnect();
      return longestMs;
    },
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
