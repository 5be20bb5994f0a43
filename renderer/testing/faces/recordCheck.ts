// What the worker reads in the pictures of a call, kept picture by picture: what is played to a check later is what a camera, a
// call and the recogniser made of it.
import { FaceWatch, type WatchNews } from '../../core/faces/check/faceWatch.ts';
import type { FaceReader, ReadPicture } from '../../core/faces/faceReader.ts';
import { FaceTrack } from '../../core/faces/faceTrack.ts';
import { TrackFrames } from '../../core/faces/frames/trackFrames.ts';
import { PROMPTS, type Prompt } from '../../core/faces/liveness/prompts.ts';
import type { Wants } from '../../core/faces/reading.ts';
import { filmTrack, passThroughCall } from './callTrack.ts';
import type { RecordedCheck, RecordedPicture } from './facesPage.ts';

const LIMIT_MS = 60_000;
/** Of the default recogniser. */
const NUMBERS = 128;
/** As the customer's page says them. */
const WORDS: Record<Prompt, string> = {
  turnLeft: 'Turn your head to your left',
  turnRight: 'Turn your head to your right',
  blink: 'Blink',
  comeCloser: 'Come a little closer',
  openMouth: 'Lips together, then open your mouth wide',
  smile: 'Lips together, then smile and show your teeth',
};

export async function recordCheck(reader: FaceReader, seed: number): Promise<RecordedCheck> {
  const [camera] = (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks();
  if (!camera) throw new Error('there is no camera');
  const words = showWords();
  const { thresholds } = reader.facts;
  const watch = new FaceWatch({ seed, isStrict: false, among: PROMPTS, template: anybody(), thresholds });
  let isPassed = false;
  const pictures = await recordTrack(reader, camera, (atMs) => {
    if (watch.isOver || atMs > LIMIT_MS) return undefined;
    const wanted = watch.wants(atMs);
    return {
      wanted: { near: wanted.near, relief: wanted.relief, mouth: wanted.mouth },
      seen: ({ reading, size }) => {
        for (const news of watch.observe({ atMs, wanted, reading, size })) {
          words.textContent = wordsOf(news) ?? words.textContent;
          if (news.name === 'ended') isPassed = news.result.liveness === 'passed';
        }
      },
    };
  });
  camera.stop();
  words.remove();
  return { isPassed, pictures };
}

export async function recordFilm(
  reader: FaceReader,
  film: readonly string[],
  durationMs: number,
): Promise<readonly RecordedPicture[]> {
  const { track, stop } = await filmTrack(film);
  const face = new FaceTrack();
  const pictures = await recordTrack(reader, track, (atMs) => {
    if (atMs > durationMs) return undefined;
    const near = face.near(atMs);
    return {
      wanted: { near, mouth: true },
      seen: ({ reading }) => void face.follow(reading, near, atMs),
    };
  });
  stop();
  return pictures;
}

type Look = { readonly wanted: Pick<Wants, 'near' | 'relief' | 'mouth'>; readonly seen: (read: ReadPicture) => void };

/** `next`: how the next picture is looked at; undefined when it is enough. Times count from the first picture. */
async function recordTrack(
  reader: FaceReader,
  track: MediaStreamTrack,
  next: (atMs: number) => Look | undefined,
): Promise<readonly RecordedPicture[]> {
  const call = await passThroughCall(track);
  const frames = new TrackFrames(call.remote);
  const pictures: RecordedPicture[] = [];
  let beganAtMs: number | undefined;
  for (;;) {
    const frame = await frames.next();
    const nowMs = performance.now();
    beganAtMs ??= nowMs;
    const atMs = nowMs - beganAtMs;
    const look = frame && next(atMs);
    if (!look) {
      frame?.close();
      break;
    }
    const read = await reader.read(frame, { descriptor: true, eyes: true, ...look.wanted });
    pictures.push(recorded(atMs, read));
    look.seen(read);
  }
  frames.close();
  call.close();
  return pictures;
}

/** As plain data. */
export function recorded(atMs: number, { reading, size }: ReadPicture): RecordedPicture {
  const { faces, brightness, largest } = reading;
  const kept = largest && { ...largest, descriptor: [...(largest.descriptor ?? [])] };
  return { atMs, ...size, faces, brightness, largest: kept };
}

/** A check asks for what it asks for whomever it compares with. */
function anybody(): Float32Array {
  return new Float32Array(NUMBERS).fill(1 / Math.sqrt(NUMBERS));
}

/** Where the scripted person reads what they are asked. */
function showWords(): HTMLElement {
  const challenge = document.body.appendChild(document.createElement('div'));
  challenge.className = 'challenge';
  const words = challenge.appendChild(document.createElement('p'));
  words.className = 'words';
  return words;
}

function wordsOf(news: WatchNews): string | undefined {
  if (news.name === 'prompt') return WORDS[news.prompt];
  return news.name === 'straight' ? 'Look straight ahead' : undefined;
}
