// The controller with a browser and a shell that are made up: what is handed to the call, told and shown.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScreenShare, type ScreenShareOptions } from './screenShare.svelte.ts';
import type { ScreenSource, ShareHost } from './shareHost.ts';

type FakeTrack = EventTarget & {
  label: string;
  contentHint: string;
  stop: ReturnType<typeof vi.fn>;
  getSettings: () => object;
};

const BUDGET: ScreenSource = { sourceId: 'window:1:0', kind: 'window', name: 'Budget', thumbnail: '' };

function fakeTrack(): FakeTrack {
  const stop = vi.fn();
  return Object.assign(new EventTarget(), { label: 'Letter', contentHint: '', stop, getSettings: () => ({}) });
}

function fakeHost(picker: 'own' | 'portal', accepts = true): ShareHost & { stopInBar: () => void } {
  const listeners = new Set<() => void>();
  return {
    describe: () => Promise.resolve({ picker, access: 'granted', canShareSound: false }),
    list: () => Promise.resolve([BUDGET]),
    choose: vi.fn(() => Promise.resolve(accepts)),
    begin: vi.fn(),
    end: vi.fn(),
    onStopRequested: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stopInBar: () => listeners.forEach((hear) => hear()),
  };
}

const getDisplayMedia = vi.fn<() => Promise<unknown>>();

function capture(track: FakeTrack): void {
  getDisplayMedia.mockResolvedValueOnce({ getVideoTracks: () => [track], getAudioTracks: () => [] });
}

function scene(host?: ShareHost): {
  share: ScreenShare;
  told: Record<'send' | 'announce', ReturnType<typeof vi.fn>>;
} {
  const told = { send: vi.fn(), announce: vi.fn() };
  const options: ScreenShareOptions = { ...told, ...(host ? { host } : {}) };
  return { share: new ScreenShare(options), told };
}

beforeEach(() => {
  getDisplayMedia.mockReset();
  vi.stubGlobal('navigator', { mediaDevices: { getDisplayMedia } });
});
afterEach(() => vi.unstubAllGlobals());

it('[SHARE-9] a share in a browser is sent and told by name, and let go when it is stopped', async () => {
  const { share, told } = scene();
  const track = fakeTrack();
  capture(track);
  await share.share();
  const shareId = share.state.tag === 'sharing' ? share.state.shareId : '';
  const surface = { name: 'Letter', kind: 'window' };
  expect(told.send).toHaveBeenCalledExactlyOnceWith({ video: track, audio: undefined });
  expect(told.announce).toHaveBeenCalledExactlyOnceWith({ shareId, state: 'sharing', ...surface });
  expect(track.contentHint).toBe('text');

  share.stop();
  expect(track.stop).toHaveBeenCalledOnce();
  expect(told.send).toHaveBeenLastCalledWith(undefined);
  expect(told.announce).toHaveBeenLastCalledWith({ shareId, state: 'ended', ...surface });
});

it('[SHARE-7] what is captured after the call has ended is let go at once', async () => {
  const { share, told } = scene();
  const track = fakeTrack();
  let resolve: (stream: unknown) => void = () => undefined;
  getDisplayMedia.mockReturnValueOnce(new Promise((done) => (resolve = done)));
  const asked = share.share();
  share.close();
  resolve({ getVideoTracks: () => [track], getAudioTracks: () => [] });
  await asked;
  expect(track.stop).toHaveBeenCalledOnce();
  expect(told.send).not.toHaveBeenCalled();
  expect(share.state).toEqual({ tag: 'idle' });
});

it('[SHARE-7] a surface that is closed ends the share; the old one cannot end the next', async () => {
  const { share } = scene();
  const [first, second] = [fakeTrack(), fakeTrack()];
  capture(first);
  await share.share();
  first.dispatchEvent(new Event('ended'));
  expect(share.state).toEqual({ tag: 'ended', reason: 'surfaceClosed', name: 'Letter' });
  capture(second);
  await share.share();
  first.dispatchEvent(new Event('ended'));
  expect(share.state.tag).toBe('sharing');
});

it('[SHARE-4][SHARE-6] our own picker: the shell is told the choice before anything is captured, and shows the bar', async () => {
  const host = fakeHost('own');
  const { share } = scene(host);
  await share.share();
  expect(share.isPickerOpen).toBe(true);
  expect(getDisplayMedia).not.toHaveBeenCalled();
  const track = fakeTrack();
  capture(track);
  await share.choose(BUDGET, false);
  expect(host.choose).toHaveBeenCalledExactlyOnceWith('window:1:0', false);
  expect(host.begin).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'Budget', kind: 'window' }));
  expect(share.isPickerOpen).toBe(false);

  host.stopInBar();
  expect(host.end).toHaveBeenCalledOnce();
  expect(track.stop).toHaveBeenCalledOnce();
  expect(share.state).toMatchObject({ tag: 'ended', reason: 'stopped' });
});

it('[SHARE-4] a choice that the shell refuses captures nothing; a refusal after the choice is the system’s', async () => {
  const refused = scene(fakeHost('own', false));
  await refused.share.share();
  await refused.share.choose(BUDGET, false);
  expect(refused.share.state).toMatchObject({ tag: 'ended', reason: 'failed' });
  expect(getDisplayMedia).not.toHaveBeenCalled();

  const denied = scene(fakeHost('own'));
  getDisplayMedia.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
  await denied.share.share();
  await denied.share.choose(BUDGET, false);
  expect(denied.share.state).toMatchObject({ tag: 'ended', reason: 'denied' });
});

it('[SHARE-2] the portal decides where there is one; closing it changes nothing', async () => {
  const host = fakeHost('portal');
  const { share, told } = scene(host);
  getDisplayMedia.mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
  await share.share();
  expect(host.choose).toHaveBeenCalledExactlyOnceWith(null, false);
  expect(share.state).toEqual({ tag: 'idle' });
  expect(told.send).not.toHaveBeenCalled();
});

it('[SHARE-10] where the browser cannot mask, hiding is not offered, and a mask that is asked for all the same ends the share', async () => {
  const { share, told } = scene();
  expect(share.canMask).toBe(false);
  capture(fakeTrack());
  await share.share();
  await share.setMasks([{ id: 'm', x: 0, y: 0, width: 500, height: 500, style: 'blank' }]);
  expect(share.state).toMatchObject({ tag: 'ended', reason: 'maskFailed' });
  expect(told.send).toHaveBeenLastCalledWith(undefined);
});
