// Films of faces beside the repository: heads, and photos of them that are moved, tilted and bent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const FOLDER = resolve(process.env['VISAVIS_FACES'] ?? '../shared/faces', 'clips');
const START_OF_JPEG = Buffer.from([0xff, 0xd8, 0xff]);

export type Clip = {
  readonly name: string;
  readonly isAttack: boolean;
  /** Base64. */ readonly pictures: readonly string[];
};

/** Every `step`th picture of each film. Motion JPEG is one JPEG after the other. */
export function readClips(step: number): readonly Clip[] {
  if (!existsSync(FOLDER)) return [];
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.mjpeg'));
  return files.map((file) => {
    const pictures = picturesOf(readFileSync(join(FOLDER, file)));
    const name = basename(file, '.mjpeg');
    const kept = pictures.filter((_picture, index) => index % step === 0);
    return { name, isAttack: name.startsWith('attack'), pictures: kept.map((picture) => picture.toString('base64')) };
  });
}

function picturesOf(film: Buffer): readonly Buffer[] {
  const starts: number[] = [];
  for (let at = film.indexOf(START_OF_JPEG); at >= 0; at = film.indexOf(START_OF_JPEG, at + 3)) starts.push(at);
  return starts.map((start, index) => film.subarray(start, starts[index + 1] ?? film.length));
}
