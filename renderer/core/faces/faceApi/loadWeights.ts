// Fetches a model and checks that it is the one that was measured. Knows the manifest's shape; not what a model does.
import * as z from 'zod/mini';
import { hexOf } from '../../bytes/hexOf.ts';
import type { ModelFile } from './models.ts';

const specSchema = z.looseObject({ name: z.string(), shape: z.array(z.int()), dtype: z.string() });
const manifestSchema = z.tuple([z.looseObject({ weights: z.array(specSchema), paths: z.array(z.string()) })]);
const graphSchema = z.looseObject({ modelTopology: z.looseObject({}), weightsManifest: manifestSchema });
export type WeightSpec = z.infer<typeof specSchema>;
export type Weights = { readonly specs: readonly WeightSpec[]; readonly bytes: ArrayBuffer };

/** @throws Error when it cannot be reached, or is another file */
export async function loadWeights(base: URL, model: ModelFile): Promise<Weights> {
  const [manifest, bytes] = await Promise.all([
    fetchJson(new URL(`${model.name}-weights_manifest.json`, base)),
    fetchMeasured(base, model),
  ]);
  const [{ weights }] = manifestSchema.parse(manifest);
  return { specs: weights, bytes };
}

/** A model whose layers stand beside its weights. @throws Error when it cannot be reached, or is another file */
export async function loadGraph(base: URL, model: ModelFile): Promise<Weights & { readonly topology: object }> {
  const [described, bytes] = await Promise.all([
    fetchJson(new URL(`${model.name}.json`, base)),
    fetchMeasured(base, model),
  ]);
  const { modelTopology, weightsManifest } = graphSchema.parse(described);
  return { topology: modelTopology, specs: weightsManifest[0].weights, bytes };
}

async function fetchMeasured(base: URL, { name, sha256 }: ModelFile): Promise<ArrayBuffer> {
  const bytes = await (await fetchFrom(new URL(`${name}.bin`, base))).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const found = hexOf(digest);
  if (found !== sha256) throw new Error(`${name} is not the model that was measured`);
  return bytes;
}

async function fetchJson(address: URL): Promise<unknown> {
  return (await fetchFrom(address)).json();
}

async function fetchFrom(address: URL): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: ${String(response.status)}`);
  return response;
}
