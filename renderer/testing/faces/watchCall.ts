// A film through a real peer connection, watched as a check watches it: how long a picture takes, and what the call loses by it.
import type { FaceReader } from '../../core/faces/faceReader.ts';
import { FaceTrack } from '../../core/faces/faceTrack.ts';
import { TrackFrames } from '../../core/faces/frames/trackFrames.ts';
import type { WatchedCall } from './facesPage.ts';

const FRAME_MS = 40;
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
  const call = await connect(film.track);
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

async function filmTrack(pictures: readonly string[]): Promise<{ track: MediaStreamTrack; stop: () => void }> {
  const bitmaps = await Promise.all(
    pictures.map((picture) =>
      createImageBitmap(new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))])),
    ),
  );
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const draw = canvas.getContext('2d');
  let at = 0;
  const timer = setInterval(() => {
    const bitmap = bitmaps[at % bitmaps.length];
    at += 1;
    if (bitmap) draw?.drawImage(bitmap, 0, 0);
  }, FRAME_MS);
  const [track] = canvas.captureStream(1000 / FRAME_MS).getVideoTracks();
  if (!track) throw new Error('a canvas has no track');
  return {
    track,
    stop: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

async function connect(
  track: MediaStreamTrack,
): Promise<{ remote: MediaStreamTrack; framesDecoded: () => Promise<number>; close: () => void }> {
  const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined);
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined);
  const remote = new Promise<MediaStreamTrack>((resolve) => {
    to.ontrack = (event) => resolve(event.track);
  });
  from.addTrack(track);
  await from.setLocalDescription();
  if (from.localDescription) await to.setRemoteDescription(from.localDescription);
  await to.setLocalDescription();
  if (to.localDescription) await from.setRemoteDescription(to.localDescription);
  return {
    remote: await remote,
    framesDecoded: async () => {
      let decoded = 0;
      (await to.getStats()).forEach((entry: { type: string; framesDecoded?: number }) => {
        if (entry.type === 'inbound-rtp') decoded += entry.framesDecoded ?? 0;
      });
      return decoded;
    },
    close: () => {
      from.close();
      to.close();
    },
  };
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
