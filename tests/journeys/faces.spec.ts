// Faces read as in a call: in the product's worker, in real Chromium, under the policy of the pages.
import { expect, test as base, type Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { likeness } from '../../renderer/core/faces/descriptor.ts';
import type { Change, FacesPage, ReadPicture } from '../../renderer/testing/faces/facesPage.ts';
import { buildAndServe, type BuiltPage } from '../support/builtPage.ts';
import { noisePng } from '../support/documents.ts';
import { onnxFaceModel } from '../support/onnxModel.ts';

/** Pictures that the recogniser's package brings along: each shows other people. */
const SAMPLES = join(dirname(createRequire(import.meta.url).resolve('face-api.js/package.json')), 'demo');

const test = base.extend<object, { built: BuiltPage }>({
  built: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
    async ({}, use) => {
      const built = await buildAndServe('renderer/testing/faces', { readsFaces: true });
      await use(built);
      await built.close();
    },
    { scope: 'worker' },
  ],
});

test.beforeEach(async ({ page, built }) => {
  await page.goto(built.origin);
  await page.waitForFunction(() => 'faces' in globalThis);
});

function read(page: Page, picture: Buffer, change: Change = {}): Promise<ReadPicture> {
  return page.evaluate(([base64, how]) => (globalThis as unknown as { faces: FacesPage }).faces.read(base64, how), [
    picture.toString('base64'),
    change,
  ] as const);
}

const sample = (number: number): Buffer => readFileSync(join(SAMPLES, `sample${number}.jpg`));
const descriptorOf = ({ descriptor }: ReadPicture): Float32Array => Float32Array.from(descriptor);

test('[FACE-5] a face is like itself in the mirror and unlike another, and nothing is left behind', async ({
  page,
}) => {
  const one = await read(page, sample(1));
  const mirrored = await read(page, sample(1), { mirrored: true });
  const other = await read(page, sample(2));
  expect(one.faces).toBeGreaterThan(0);
  // One picture says less than the five of which a match is made.
  expect(likeness(descriptorOf(one), descriptorOf(mirrored))).toBeGreaterThan(0.961);
  expect(likeness(descriptorOf(one), descriptorOf(other))).toBeLessThan(0.94);
  expect(new Set([one, mirrored, other].map(({ tensors }) => tensors)).size).toBe(1);
});

test('[FACE-5] where nobody is to be seen, nobody is found', async ({ page }) => {
  const { faces, descriptor } = await read(page, noisePng(640, 480, 1));
  expect(faces).toBe(0);
  expect(descriptor).toEqual([]);
});

const OWN = {
  model: 'coarse/1',
  thresholds: { match: 0.9, inconclusive: 0.8, strict: 0.95, continuous: 0.5 },
  pixels: { order: 'rgb', mean: 127.5, divisor: 127.5 },
} as const;

function bring(page: Page, file: Buffer): Promise<void> {
  return page.evaluate(([own, base64]) => (globalThis as unknown as { faces: FacesPage }).faces.bring(own, base64), [
    OWN,
    file.toString('base64'),
  ] as const);
}

test('[FACE-7] a model that an organisation brings describes faces in place of ours, by its own thresholds', async ({
  page,
}) => {
  await bring(page, onnxFaceModel());
  const facts = await page.evaluate(() => (globalThis as unknown as { faces: FacesPage }).faces.facts);
  expect(facts).toEqual({ model: OWN.model, thresholds: OWN.thresholds });
  const one = await read(page, sample(6));
  const moved = await read(page, sample(6), { scale: 1.1, shift: -0.05 });
  const other = await read(page, sample(5));
  expect(descriptorOf(one)).toHaveLength(588);
  // The same face elsewhere and larger lies in the same place once it is aligned; another face does not look like it.
  expect(likeness(descriptorOf(one), descriptorOf(moved))).toBeGreaterThan(0.99);
  expect(likeness(descriptorOf(one), descriptorOf(other))).toBeLessThan(0.8);
  expect(new Set([one, moved, other].map(({ tensors }) => tensors)).size).toBe(1);
});

test('[FACE-7] a file that is no face model, or yields too much, is refused as it is opened', async ({ page }) => {
  await expect(bring(page, Buffer.from('MZ no model'))).rejects.toThrow();
  await expect(bring(page, onnxFaceModel({ pool: 2 }))).rejects.toThrow('a face model yields 32 to 2048 numbers');
  const { descriptor } = await read(page, sample(1));
  expect(descriptor).toHaveLength(128);
});

test('[FACE-9] no model that tells feelings is shipped, and no word of one', () => {
  const built = readdirSync('out', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(built.length).toBeGreaterThan(50);
  const models = built.filter(({ name }) => /\.(bin|onnx|tflite)$/.test(name)).map(({ name }) => name);
  expect(models.toSorted()).toEqual([
    'face_landmark_68_model.bin',
    'face_recognition_model.bin',
    'iris.bin',
    'tiny_face_detector_model.bin',
  ]);
  const telling = built
    .filter(({ name }) => /\.(js|mjs|cjs|json)$/.test(name))
    .filter(({ name, parentPath }) => /emotion/i.test(readFileSync(join(parentPath, name), 'utf8')));
  expect(telling.map(({ name }) => name)).toEqual([]);
});
