// What attacks are made of: pictures of people and a film of one who turns, each with the points that the product's models find.
import { averaged } from '../../../../renderer/core/faces/descriptor.ts';
import type { Change, ReadPicture } from '../../../../renderer/testing/faces/facesPage.ts';
import { readClips } from '../clips.ts';
import { readPeople } from '../people.ts';
import type { ReadJpeg } from './pictureReader.ts';
import { decoded } from './playSession.ts';
import type { Portrait } from './portrait.ts';
import type { Film } from './stills.ts';

/** `template`: of another picture than the one that the attacker has. */
export type Known = { readonly portrait: Portrait; readonly template: Float32Array };

const EVERYTHING = { descriptor: true, eyes: true } as const;
/** Numbers of pictures of the film: the front, and the way to either side. */
const FILM = 'genuine_turning_a';
const FRONT = 40;
const LEFT = [54, 56, 58, 60, 62, 64, 66, 68];
const RIGHT = [76, 78, 80, 82, 84];
const TEMPLATE: readonly Change[] = [{}, { mirrored: true }, { scale: 1.06, shift: -0.03 }];

export async function readKnown(
  read: ReadJpeg,
  readChanged: (jpeg: string, change: Change) => Promise<ReadPicture>,
): Promise<readonly Known[]> {
  const known: Known[] = [];
  for (const { id, enrolled, probe } of readPeople() ?? []) {
    const portrait = await portraitOf(id, Buffer.from(probe, 'base64'), read);
    if (!portrait) continue;
    const frames: Float32Array[] = [];
    for (const change of TEMPLATE) frames.push(Float32Array.from((await readChanged(enrolled, change)).descriptor));
    known.push({ portrait, template: averaged(frames) });
  }
  return known;
}

/** Undefined where the film is not. */
export async function readFilm(read: ReadJpeg): Promise<{ film: Film; template: Float32Array } | undefined> {
  const pictures = readClips(1).find(({ name }) => name === FILM)?.pictures;
  if (!pictures) return undefined;
  const jpegOf = (number: number): Buffer => Buffer.from(pictures[number] ?? '', 'base64');
  const portraits = async (numbers: readonly number[]): Promise<Portrait[]> => {
    const found: Portrait[] = [];
    for (const number of numbers) {
      const portrait = await portraitOf(`film ${number}`, jpegOf(number), read);
      if (portrait) found.push(portrait);
    }
    return found;
  };
  const [front] = await portraits([FRONT]);
  const descriptor = (await read(jpegOf(FRONT), EVERYTHING)).largest?.descriptor;
  if (!front || !descriptor) return undefined;
  return { film: { front, left: await portraits(LEFT), right: await portraits(RIGHT) }, template: descriptor };
}

async function portraitOf(name: string, jpeg: Buffer, read: ReadJpeg): Promise<Portrait | undefined> {
  const { largest } = await read(jpeg, EVERYTHING);
  return largest && { name, picture: await decoded(jpeg), points: largest.landmarks };
}
