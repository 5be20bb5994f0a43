import { expect, it } from 'vitest';
import { layersFor } from '../sfuLink/cameraLayers.ts';
import { pictureEncoding, setForPicture, soundEncoding } from './senderParameters.ts';

const PLAIN = { active: true, maxBitrateBps: 350_000, scaleDownBy: 2, maxFramesPerSecond: 24 };
const SIGNING = { ...PLAIN, scaleDownBy: 1.5, isForMotion: true };

/** A browser that knows these words. */
function browser(known: readonly string[]) {
  let parameters: Record<string, unknown> = { encodings: [{}] };
  const sender = {
    getParameters: () => structuredClone(parameters),
    setParameters: (wanted: Record<string, unknown>) => {
      const { degradationPreference: said } = wanted as { degradationPreference?: string };
      if (said !== undefined && !known.includes(said)) return Promise.reject(new TypeError('no such word'));
      parameters = wanted;
      return Promise.resolve();
    },
  } as unknown as RTCRtpSender;
  return { sender, now: () => parameters };
}

it('[SIGN-2] of who signs the picture goes before the sound, and size and rate are kept where the browser can', async () => {
  expect(pictureEncoding(SIGNING)).toMatchObject({ priority: 'high', networkPriority: 'high' });
  expect(soundEncoding(SIGNING).priority).toBe('medium');
  expect(soundEncoding(PLAIN).priority).toBe('high');
  const today = browser(['maintain-framerate', 'maintain-framerate-and-resolution']);
  const before = browser(['maintain-framerate']);
  for (const { sender } of [today, before])
    await setForPicture(sender, true, ([first]) => Object.assign(first ?? {}, pictureEncoding(SIGNING)));
  expect(today.now()).toMatchObject({
    degradationPreference: 'maintain-framerate-and-resolution',
    encodings: [{ maxFramerate: 24, scaleResolutionDownBy: 1.5 }],
  });
  expect(before.now()).toMatchObject({
    degradationPreference: 'maintain-framerate',
    encodings: [{ maxFramerate: 24 }],
  });
  await setForPicture(today.sender, false, ([first]) => Object.assign(first ?? {}, pictureEncoding(PLAIN)));
  expect(today.now()).not.toHaveProperty('degradationPreference');
});

it('[SIGN-3] into a room who signs sends one size alone, and all three again afterwards', () => {
  expect(layersFor(SIGNING).map(({ active }) => active)).toEqual([false, false, true]);
  expect(layersFor(SIGNING)[2]).toMatchObject({ scaleResolutionDownBy: 1.5, maxFramerate: 24, priority: 'high' });
  expect(layersFor({ ...PLAIN, scaleDownBy: 1 }).map(({ active }) => active)).toEqual([true, true, true]);
  expect(layersFor(PLAIN).map(({ active }) => active)).toEqual([true, true, false]);
  expect(layersFor(PLAIN)[2]).toMatchObject({ scaleResolutionDownBy: 1, maxBitrate: 1_200_000 });
});
