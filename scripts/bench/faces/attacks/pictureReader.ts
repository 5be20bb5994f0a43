// What the product's models read in a picture, kept by the picture's hash: a run that was cut off goes on, and another one is quick.
import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Reading, Wants } from '../../../../renderer/core/faces/reading.ts';
import type { FacesPage, RecordedPicture } from '../../../../renderer/testing/faces/facesPage.ts';

/** Another when the models are, or what is read of them. */
const VERSION = 'face-api-1.7.15/2';
const FOLDER = join(homedir(), '.cache/visavis/faces');

export type ReadJpeg = (jpeg: Buffer, wants: Omit<Wants, 'relief' | 'mouth'>) => Promise<Reading>;

export function createPictureReader(page: Page): ReadJpeg {
  return async (jpeg, wants) => {
    const hash = createHash('sha256').update(VERSION).update(JSON.stringify(wants)).update(jpeg).digest('hex');
    const folder = join(FOLDER, hash.slice(0, 2));
    const file = join(folder, `${hash.slice(2, 34)}.json`);
    if (existsSync(file)) return readingOf(JSON.parse(readFileSync(file, 'utf8')) as RecordedPicture);
    const read = await page.evaluate(
      ([picture, how]) => (globalThis as unknown as { faces: FacesPage }).faces.look(picture, how),
      [jpeg.toString('base64'), wants] as const,
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(read));
    return readingOf(read);
  };
}

function readingOf({ faces, brightness, largest }: RecordedPicture): Reading {
  if (!largest) return { faces, brightness, largest: undefined };
  const descriptor = largest.descriptor.length > 0 ? Float32Array.from(largest.descriptor) : undefined;
  return { faces, brightness, largest: { ...largest, descriptor, openness: largest.openness } };
}
