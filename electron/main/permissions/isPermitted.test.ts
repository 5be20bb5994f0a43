// The permission table: our page, its main frame, the short list.
import { expect, test } from 'vitest';
import { isPermitted, type PermissionQuestion } from './isPermitted.ts';

const ask = (question: Partial<PermissionQuestion>): boolean =>
  isPermitted({
    permission: 'media',
    requestingUrl: 'visavis-app://agent/index.html',
    isMainFrame: true,
    mediaTypes: ['audio'],
    isScreenChosen: false,
    ...question,
  });

test.each([['audio'], ['video'], ['audio', 'video']])('[HOST-6] the page may capture %s %s', (...mediaTypes) => {
  expect(ask({ mediaTypes })).toBe(true);
});

test.each(['fullscreen', 'speaker-selection', 'notifications', 'screen-wake-lock'])(
  '[HOST-6] the page may use %s',
  (permission) => {
    expect(ask({ permission, mediaTypes: [] })).toBe(true);
  },
);

test.each([
  'geolocation',
  'midi',
  'midiSysex',
  'hid',
  'serial',
  'usb',
  'clipboard-read',
  'display-capture',
  'idle-detection',
  'openExternal',
  'fileSystem',
  'pointerLock',
  'keyboardLock',
  'storage-access',
  'window-management',
  'unknown',
  'deprecated-sync-clipboard-read',
  '__proto__',
])('[HOST-6] the page may not use %s', (permission) => {
  expect(ask({ permission })).toBe(false);
});

test('[HOST-6] capturing the screen through the permission for a camera is denied', () => {
  expect(ask({ mediaTypes: [] })).toBe(false);
  expect(ask({ mediaTypes: ['audio', 'unknown'] })).toBe(false);
});

test('[SHARE-4] capturing the screen is permitted while a choice waits for it, and then nothing else is that was not', () => {
  expect(ask({ mediaTypes: [], isScreenChosen: true })).toBe(true);
  expect(ask({ permission: 'display-capture', mediaTypes: [], isScreenChosen: true })).toBe(true);
  expect(ask({ mediaTypes: ['unknown'], isScreenChosen: true })).toBe(false);
  for (const permission of ['geolocation', 'clipboard-read', 'fileSystem', '__proto__'])
    expect(ask({ permission, isScreenChosen: true })).toBe(false);
  for (const permission of ['media', 'display-capture']) {
    const stranger = { permission, mediaTypes: [], isScreenChosen: true };
    expect(ask({ ...stranger, requestingUrl: 'visavis-app://sharing/' })).toBe(false);
    expect(ask({ ...stranger, isMainFrame: false })).toBe(false);
  }
});

test('[HOST-6] strangers and frames inside the page may nothing', () => {
  for (const requestingUrl of ['https://evil.example/', 'visavis-app://other/', 'file:///', 'null', ''])
    expect(ask({ requestingUrl })).toBe(false);
  expect(ask({ isMainFrame: false })).toBe(false);
});
