// Faces read as in a call: in the product's worker, in real Chromium, under the policy of the pages.
import { expect, test as base, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { likeness } from '../../renderer/core/faces/descriptor.ts';
import type { Change, FacesPage, ReadPicture } from '../../renderer/testing/faces/facesPage.ts';
import { buildAndServe, type BuiltPage } from '../support/builtPage.ts';
import { noisePng } from '../support/documents.ts';

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
  expect(likeness(descriptorOf(one), descriptorOf(mirrored))).toBeGreaterThan(0.961);
  expect(likeness(descriptorOf(one), descriptorOf(other))).toBeLessThan(0.94);
  expect(new Set([one, mirrored, other].map(({ tensors }) => tensors)).size).toBe(1);
});

test('[FACE-5] where nobody is to be seen, nobody is found', async ({ page }) => {
  const { faces, descriptor } = await read(page, noisePng(640, 480, 1));
  expect(faces).toBe(0);
  expect(descriptor).toEqual([]);
});
