// One session of an attack against the product's own check: what a camera sees, coded, read, watched, and followed by the hands.
import { createCanvas, ImageData, loadImage } from '@napi-rs/canvas';
import { FaceWatch, type WatchResult } from '../../../../renderer/core/faces/check/faceWatch.ts';
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import { MouthWatch } from '../../../../renderer/core/faces/liveness/mouthWatch.ts';
import { PROMPTS } from '../../../../renderer/core/faces/liveness/prompts.ts';
import { ReliefWatch } from '../../../../renderer/core/faces/liveness/reliefWatch.ts';
import type { Thresholds } from '../../../../signalling/protocol/index.ts';
import type { DrawnSession } from './drawSession.ts';
import type { ReadJpeg } from './pictureReader.ts';

/** Longer than any check that passes. */
const LONGEST_MS = 90_000;

export type Played = Pick<WatchResult, 'liveness' | 'verdict' | 'steps'> & { readonly tookMs: number };
export type Against = { readonly seed: number; readonly template: Float32Array; readonly thresholds: Thresholds };

export async function playSession(session: DrawnSession, against: Against, read: ReadJpeg): Promise<Played> {
  const watch = new FaceWatch({ ...against, template: against.template.slice(), isStrict: false, among: PROMPTS });
  const relief = new ReliefWatch();
  const mouth = new MouthWatch();
  for (let atMs = 0; atMs < LONGEST_MS; atMs += session.stepMs) {
    const jpeg = await coded(session.draw(atMs), session.quality);
    const wanted = watch.wants(atMs);
    const { relief: wantsRelief, mouth: wantsMouth = false, ...wants } = wanted;
    const models = await read(jpeg, wants);
    const picture = wantsRelief || wantsMouth ? await decoded(jpeg) : undefined;
    const reading = picture ? mouth.look(picture, relief.look(picture, models, wantsRelief), wantsMouth) : models;
    const size = { width: 640, height: 480 };
    for (const news of watch.observe({ atMs, wanted, reading, size })) {
      if (news.name === 'ended') {
        const { liveness, verdict, steps } = news.result;
        return { liveness, verdict, steps, tookMs: atMs };
      }
      session.hands.hear(news, atMs);
    }
  }
  return { liveness: 'unfinished', verdict: undefined, steps: [], tookMs: LONGEST_MS };
}

async function coded({ data, width, height }: Picture, quality: number): Promise<Buffer> {
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(new ImageData(data, width, height), 0, 0);
  return canvas.encode('jpeg', quality);
}

export async function decoded(bytes: Buffer): Promise<Picture> {
  const image = await loadImage(bytes);
  const draw = createCanvas(image.width, image.height).getContext('2d');
  draw.drawImage(image, 0, 0);
  const { data, width, height } = draw.getImageData(0, 0, image.width, image.height);
  return { data: Uint8ClampedArray.from(data), width, height };
}
