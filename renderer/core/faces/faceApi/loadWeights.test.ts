import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { loadWeights } from './loadWeights.ts';

const BYTES = new Uint8Array([1, 2, 3, 4]);
const MANIFEST = [{ weights: [{ name: 'w', shape: [4], dtype: 'uint8' }], paths: ['m.bin'] }];
const BASE = new URL('http://page/faces/');
const sha256 = createHash('sha256').update(BYTES).digest('hex');

function serve(bytes: Uint8Array<ArrayBuffer>, manifest: unknown = MANIFEST, status = 200): void {
  vi.stubGlobal('fetch', (address: URL) =>
    Promise.resolve(new Response(address.pathname.endsWith('.bin') ? bytes : JSON.stringify(manifest), { status })),
  );
}

afterEach(() => vi.unstubAllGlobals());

it('[FACE-4] a model is taken when it is the one that was measured', async () => {
  serve(BYTES);
  const weights = await loadWeights(BASE, { name: 'm', sha256 });
  expect(new Uint8Array(weights.bytes)).toEqual(BYTES);
  expect(weights.specs).toEqual(MANIFEST[0]?.weights);
});

it('[FACE-4] another file, one that is not there and a manifest of nonsense are refused', async () => {
  serve(new Uint8Array([1, 2, 3, 5]));
  await expect(loadWeights(BASE, { name: 'm', sha256 })).rejects.toThrow('not the model that was measured');
  serve(BYTES, MANIFEST, 404);
  await expect(loadWeights(BASE, { name: 'm', sha256 })).rejects.toThrow('404');
  serve(BYTES, { weights: [] });
  await expect(loadWeights(BASE, { name: 'm', sha256 })).rejects.toThrow();
});
