// The picker's state, with a host of made-up windows.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScreenPicker } from './screenPicker.svelte.ts';
import type { ScreenSource, ShareHost } from './shareHost.ts';

const source = (sourceId: string): ScreenSource => ({
  sourceId,
  kind: sourceId.startsWith('screen') ? 'screen' : 'window',
  name: sourceId,
  thumbnail: '',
});

function scene(listed: string[]): { picker: ScreenPicker; list: ReturnType<typeof vi.fn> } {
  const list = vi.fn(() => Promise.resolve(listed.map(source)));
  const host: ShareHost = {
    describe: () => Promise.resolve({ picker: 'own', access: 'granted', canShareSound: true }),
    list,
    choose: () => Promise.resolve(true),
    begin: vi.fn(),
    end: vi.fn(),
    onStopRequested: () => () => undefined,
  };
  return { picker: new ScreenPicker(host), list };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('[SHARE-1] windows are shown first; pictures are renewed every two seconds while the picker is open, and not kept', async () => {
  const { picker, list } = scene(['window:1:0', 'screen:0:0']);
  picker.open();
  expect(picker.sources).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(picker.sources?.map(({ sourceId }) => sourceId)).toEqual(['window:1:0']);
  picker.show('screen');
  expect(picker.sources?.map(({ sourceId }) => sourceId)).toEqual(['screen:0:0']);
  await vi.advanceTimersByTimeAsync(4_100);
  expect(list).toHaveBeenCalledTimes(3);
  picker.close();
  expect(picker.sources).toBeUndefined();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(list).toHaveBeenCalledTimes(3);
});

it('[SHARE-1] a whole screen is asked about once more, a window is not', async () => {
  const { picker } = scene(['window:1:0', 'screen:0:0']);
  picker.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(picker.confirm()).toBeUndefined();
  expect(picker.isConfirming).toBe(false);
  picker.choose('window:1:0');
  expect(picker.confirm()?.sourceId).toBe('window:1:0');
  picker.show('screen');
  expect(picker.chosen).toBeUndefined();
  picker.choose('screen:0:0');
  expect(picker.confirm()).toBeUndefined();
  expect(picker.isConfirming).toBe(true);
  picker.takeBack();
  expect(picker.confirm()).toBeUndefined();
  expect(picker.confirm()?.sourceId).toBe('screen:0:0');
});

it('[SHARE-1] a window that was closed meanwhile is chosen no more', async () => {
  const listed = ['window:1:0', 'window:2:0'];
  const { picker } = scene(listed);
  picker.open();
  await vi.advanceTimersByTimeAsync(0);
  picker.choose('window:2:0');
  listed.pop();
  await vi.advanceTimersByTimeAsync(2_100);
  expect(picker.chosen).toBeUndefined();
  expect(picker.confirm()).toBeUndefined();
});
