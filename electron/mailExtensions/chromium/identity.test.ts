// That the extension is who the relay's manifest will let in, and asks for little.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CHROMIUM_EXTENSION_ID } from './identity.ts';
import manifest from './manifest.json' with { type: 'json' };

test('[DOOR-20] the id follows from the key in the manifest', () => {
  const digits = createHash('sha256').update(Buffer.from(manifest.key, 'base64')).digest('hex').slice(0, 32);
  // Chromium writes a to p instead of 0 to f.
  const id = digits.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
  expect(id).toBe(CHROMIUM_EXTENSION_ID);
});

test('[DOOR-20] it asks for no more than it uses', () => {
  expect(manifest.permissions).toEqual(['nativeMessaging', 'scripting', 'storage']);
  expect(manifest.host_permissions).toEqual([
    'https://mail.google.com/*',
    'https://outlook.office.com/*',
    'https://outlook.live.com/*',
  ]);
  expect(manifest.optional_host_permissions).toEqual(['https://*/*']);
});
