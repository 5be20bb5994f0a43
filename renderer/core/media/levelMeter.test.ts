import { afterEach, expect, it, vi } from 'vitest';
import { meterLevel } from './levelMeter.ts';

afterEach(() => vi.unstubAllGlobals());

it('[LOBBY-1] a meter that is closed before sound runs throws nothing', async () => {
  let refuse: (cause: Error) => void = () => undefined;
  const node = { connect: () => undefined, disconnect: () => undefined };
  class SlowContext {
    createMediaStreamSource = () => node;
    createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData: () => undefined });
    resume = () => new Promise<void>((_, reject) => (refuse = reject));
    close = (): Promise<void> => {
      refuse(new Error('closed before a pending resume() could complete'));
      return Promise.resolve();
    };
  }
  vi.stubGlobal('AudioContext', SlowContext);
  vi.stubGlobal('MediaStream', Object);
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  meterLevel({} as MediaStreamTrack, () => undefined)();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
