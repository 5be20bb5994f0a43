// People of the pictures beside the repository before a camera, each before a wall of the test's choice. Knows pictures only.
import { createCanvas, ImageData, loadImage } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { relit } from '../../renderer/testing/faces/relit.ts';

const FOLDER = resolve(process.env['VISAVIS_FACES'] ?? '../shared/faces', 'london');
const CAMERA = { width: 640, height: 480 };
/** Nobody sits quite still: by so many pixels, picture by picture. */
const SWAY = [0, 0.5, 1, 1.5, 1, 0.5] as const;

/** Numbers of people in `people.csv` whose ethnicity is given as this. */
export function peopleOf(ethnicity: string): readonly string[] {
  const [, ...rows] = readFileSync(resolve(FOLDER, 'people.csv'), 'utf8').trim().split(/\r?\n/);
  return rows.map((row) => row.split(',')).flatMap(([id = '', , , of]) => (of === ethnicity ? [id] : []));
}

/** What a camera sees of somebody who looks into it. `wall`: a grey from 0 to 255. @returns pictures in base64 */
export async function portraitFilm(person: string, wall: number): Promise<readonly string[]> {
  const portrait = await loadImage(readFileSync(resolve(FOLDER, `${person}_neutral.jpg`)));
  const cut = createCanvas(portrait.width, portrait.height);
  const draw = cut.getContext('2d');
  draw.drawImage(portrait, 0, 0);
  const { data, width, height } = draw.getImageData(0, 0, portrait.width, portrait.height);
  relit({ data, width, height }, { background: wall });
  draw.putImageData(new ImageData(data, width, height), 0, 0);
  return SWAY.map((sway) => {
    const seen = createCanvas(CAMERA.width, CAMERA.height);
    const onto = seen.getContext('2d');
    onto.fillStyle = `rgb(${wall}, ${wall}, ${wall})`;
    onto.fillRect(0, 0, CAMERA.width, CAMERA.height);
    onto.drawImage(cut, (CAMERA.width - CAMERA.height) / 2 + sway, sway, CAMERA.height, CAMERA.height);
    return seen.toBuffer('image/png').toString('base64');
  });
}
