// The pictures of consenting people that lie beside the repository, and who they are in the groups that accuracy is told for.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FOLDER = resolve(process.env['VISAVIS_FACES'] ?? '../shared/faces', 'london');

export type Person = {
  readonly id: string;
  readonly gender: string;
  readonly ethnicity: string;
  /** JPEG, base64: on one day, and another face of the same day. */
  readonly enrolled: string;
  readonly probe: string;
};

/** Undefined where the pictures are not: they are no part of the repository. */
export function readPeople(): readonly Person[] | undefined {
  const list = resolve(FOLDER, 'people.csv');
  if (!existsSync(list)) return undefined;
  const [, ...rows] = readFileSync(list, 'utf8').trim().split(/\r?\n/);
  return rows.flatMap((row): Person[] => {
    const [id = '', , gender = '', ethnicity = ''] = row.split(',');
    const [enrolled, probe] = ['neutral', 'smiling'].map((face) => resolve(FOLDER, `${id}_${face}.jpg`));
    if (!enrolled || !probe || !existsSync(enrolled) || !existsSync(probe)) return [];
    const read = (path: string): string => readFileSync(path).toString('base64');
    return [{ id, gender, ethnicity, enrolled: read(enrolled), probe: read(probe) }];
  });
}
