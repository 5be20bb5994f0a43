import { expect, it } from 'vitest';
import { chooseDevice, realDeviceId, toDeviceLists } from './deviceChoice.ts';

const info = (kind: MediaDeviceKind, deviceId: string, label = deviceId, groupId = ''): MediaDeviceInfo =>
  ({ kind, deviceId, label, groupId, toJSON: () => ({}) }) satisfies MediaDeviceInfo;

it('[LOBBY-1] lists each real device once: no aliases of the system, none without an id', () => {
  const lists = toDeviceLists([
    info('audioinput', 'default'),
    info('audioinput', 'communications'),
    info('audioinput', 'desk'),
    info('videoinput', ''),
    info('audiooutput', 'headset'),
  ]);
  expect(lists.microphone.map((device) => device.id)).toEqual(['desk']);
  expect(lists.camera).toEqual([]);
  expect(lists.speaker.map((device) => device.id)).toEqual(['headset']);
});

it('[MEDIA-5] takes the preferred device, else the first, else none', () => {
  const devices = [
    { id: 'a', label: 'A' },
    { id: 'b', label: 'B' },
  ];
  expect(chooseDevice(devices, 'b')?.id).toBe('b');
  expect(chooseDevice(devices, 'gone')?.id).toBe('a');
  expect(chooseDevice([], 'a')).toBeUndefined();
});

it('[MEDIA-5] knows which device the system’s choice is, by its label or its group', () => {
  const infos = [
    info('audioinput', 'default', 'Default - Headset', 'one'),
    info('audioinput', 'communications', 'Communications', 'two'),
    info('audioinput', 'desk', 'Desk', 'two'),
    info('audioinput', 'headset', 'Headset', 'three'),
    info('audiooutput', 'loud', 'Headset', 'one'),
  ];
  expect(realDeviceId(infos, 'audioinput', 'default')).toBe('headset');
  expect(realDeviceId(infos, 'audioinput', 'communications')).toBe('desk');
  expect(realDeviceId(infos, 'audioinput', 'desk')).toBe('desk');
  expect(realDeviceId(infos.slice(0, 1), 'audioinput', 'default')).toBeUndefined();
});
