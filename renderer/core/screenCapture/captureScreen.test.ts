// What the browser answers, in our words. getDisplayMedia is a stand-in; journeys use the real one.
import { afterEach, expect, it, vi } from 'vitest';
import { canCaptureScreen, captureProblemOf, captureScreen } from './captureScreen.ts';

type Track = Pick<MediaStreamTrack, 'label' | 'contentHint'> & { getSettings: () => MediaTrackSettings };

function offer(track: Partial<Track>, audio?: unknown): ReturnType<typeof vi.fn> {
  const video = { label: '', contentHint: '', getSettings: () => ({}), ...track };
  const getDisplayMedia = vi.fn(() =>
    Promise.resolve({ getVideoTracks: () => [video], getAudioTracks: () => (audio === undefined ? [] : [audio]) }),
  );
  vi.stubGlobal('navigator', { mediaDevices: { getDisplayMedia } });
  return getDisplayMedia;
}

afterEach(() => vi.unstubAllGlobals());

it('[SHARE-5] asks for full size, thirty frames at most, and windows first', async () => {
  const getDisplayMedia = offer({ label: 'Budget', getSettings: () => ({ displaySurface: 'window' }) });
  const result = await captureScreen({ audio: false, contentHint: 'text' });
  expect(result).toMatchObject({ ok: true, capture: { kind: 'window', name: 'Budget', audio: undefined } });
  expect(result.ok && result.capture.video.contentHint).toBe('text');
  expect(getDisplayMedia).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      video: {
        width: { max: 3840 },
        height: { max: 2160 },
        frameRate: { ideal: 30, max: 30 },
        displaySurface: 'window',
      },
      audio: false,
      systemAudio: 'exclude',
      selfBrowserSurface: 'exclude',
      surfaceSwitching: 'include',
    }),
  );
});

it('[SHARE-5] sound is asked for on request and comes without voice processing', async () => {
  const sound = { kind: 'audio' };
  const getDisplayMedia = offer({}, sound);
  const result = await captureScreen({ audio: true, contentHint: 'detail' });
  expect(result.ok && result.capture.audio).toBe(sound);
  expect(getDisplayMedia).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({
      audio: expect.objectContaining({ echoCancellation: false, restrictOwnAudio: true }) as unknown,
      systemAudio: 'include',
    }),
  );
});

it.each([
  ['screen:0:0', { displaySurface: 'monitor' }, undefined, 'screen'],
  ['window:77:1', { displaySurface: 'window' }, undefined, 'window'],
  ['web-contents-media-stream://5:1', { displaySurface: 'browser' }, undefined, 'tab'],
  ['Screen 1', {}, 'Screen 1', 'window'],
  ['Window: our plans', { displaySurface: 'window' }, 'Window: our plans', 'window'],
  ['  ', {}, undefined, 'window'],
])('[SHARE-9] the label “%s” is a name only where it is one', async (label, settings, name, kind) => {
  offer({ label, getSettings: () => settings });
  expect(await captureScreen({ audio: false, contentHint: 'text' })).toMatchObject({ capture: { name, kind } });
});

it('[SHARE-12] a browser that cannot share says so', async () => {
  vi.stubGlobal('navigator', { mediaDevices: {} });
  expect(canCaptureScreen()).toBe(false);
  expect(await captureScreen({ audio: false, contentHint: 'text' })).toEqual({ ok: false, problem: 'unsupported' });
  vi.stubGlobal('navigator', {});
  expect(canCaptureScreen()).toBe(false);
});

it.each([
  ['NotAllowedError', 'cancelled'],
  ['NotReadableError', 'denied'],
  ['NotSupportedError', 'unsupported'],
  ['InvalidStateError', 'failed'],
])('[SHARE-5] %s is %s', (name, problem) => {
  expect(captureProblemOf(new DOMException('x', name))).toBe(problem);
});

it('[SHARE-5] anything else that is thrown has failed', () => {
  for (const thrown of [undefined, 'no', new TypeError('no')]) expect(captureProblemOf(thrown)).toBe('failed');
});
