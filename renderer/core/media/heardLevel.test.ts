import { expect, it, vi } from 'vitest';
import { loudnessOf, rememberReceiver, watchLoudness } from './heardLevel.ts';

it('[SIGN-5] noise lights nothing, and a louder voice lights more', () => {
  expect([0, 0.001, 0.005, 0.03, 0.5].map(loudnessOf)).toEqual([0, 0, 1, 2, 3]);
});

it('[SIGN-5] the light goes out when nothing comes any more, and when nobody looks', () => {
  vi.useFakeTimers();
  const track = {} as MediaStreamTrack;
  let rtpTimestamp = 0;
  const getSynchronizationSources = () => [{ rtpTimestamp, audioLevel: 0.5 }];
  rememberReceiver({ track, getSynchronizationSources } as unknown as RTCRtpReceiver);
  const seen: number[] = [];
  const stop = watchLoudness(track, (loudness) => seen.push(loudness));
  rtpTimestamp = 960;
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([3]);
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual([3, 0]);
  stop();
  rtpTimestamp = 1920;
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual([3, 0]);
  vi.useRealTimers();
});
