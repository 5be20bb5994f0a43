// The names of programs and systems, as browsers of 2026 give them.
import { expect, it } from 'vitest';
import { deviceOf } from './deviceOf.ts';

const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';

it.each([
  [
    `${WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) visavis/0.1.0 Chrome/140.0 Electron/45.0 Safari/537.36`,
    'Visavis · Windows',
  ],
  [`${WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 'Edge · Windows'],
  [`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15`, 'Safari · macOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome · Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1',
    'Safari · iOS',
  ],
  ['<script>alert(1)</script>', ''],
  [undefined, ''],
])('[SESSION-4] tells %j as %j', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});
