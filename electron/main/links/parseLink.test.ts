// Links from the outside: the few that are accepted, the many that are not, and anything at all.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkSchema } from '../../contract/index.ts';
import { findLink, parseLink } from './parseLink.ts';

test.each(['visavis://open', 'visavis://open/', 'VISAVIS://OPEN', 'visavis:open'])(
  '[HOST-4] %s opens the app',
  (text) => {
    expect(parseLink(text)).toEqual({ kind: 'open' });
  },
);

test.each([
  ['tel:+33123456789', '+33123456789'],
  ['TEL:+33-1-23.45(67)89', '+33123456789'],
  ['tel:+33%201%2023%2045%2067%2089', '+33123456789'],
  ['tel://0123456789', '0123456789'],
  ['tel:+33123456789;ext=12', '+33123456789'],
  ['tel:3631;phone-context=+33', '3631'],
  ['tel:*21%23', '*21#'],
  ['visavis://dial?number=%2B33123456789', '+33123456789'],
  ['visavis://dial?number=+33 1 23 45 67 89', '+33123456789'],
  ['visavis://dial/?number=0123456789', '0123456789'],
])('[HOST-4] %s dials', (text, number) => {
  expect(parseLink(text)).toEqual({ kind: 'dial', number });
});

test.each([
  '',
  'tel:',
  'tel:+',
  'tel:1',
  'tel:+33abc',
  'tel:+33123456789012345678901',
  'tel:++33123',
  'tel:33+123',
  'tel:%E0%A4%A',
  'tel:+33123?body=x',
  'tel:+33123#frag',
  'tel:<script>',
  ' tel:+33123456789',
  'visavis://',
  'visavis://close',
  'visavis://open/../x',
  'visavis://open?x=1',
  'visavis://dial',
  'visavis://dial?number=',
  'visavis://dial?number=12&number=34',
  'visavis://dial?to=1234',
  'visavis://dial?number=12\n34',
  'visavis://evil@dial?number=1234',
  'https://visavis.example/dial?number=1234',
  'sip:ada@example.org',
  '--server-url=https://evil.example',
  `tel:${'1'.repeat(400)}`,
  `visavis://dial?number=1234${' '.repeat(400)}`,
])('[HOST-4] %j is ignored', (text) => {
  expect(parseLink(text)).toBeUndefined();
});

test('[HOST-4] whatever the text, the answer is nothing or a link of the contract', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.string().map((s) => `tel:${s}`),
    fc.string().map((s) => `visavis://dial?number=${s}`),
  );
  fc.assert(
    fc.property(text, (s) => {
      const link = parseLink(s);
      return link === undefined || linkSchema.safeParse(link).success;
    }),
  );
});

test('[HOST-4] finds the link among arguments, wherever Chromium put it', () => {
  expect(findLink(['/opt/visavis', '--no-sandbox', '.', 'tel:+33123456789', 'visavis://open'])).toEqual({
    kind: 'dial',
    number: '+33123456789',
  });
  expect(findLink(['/opt/visavis', '--lang=fr'])).toBeUndefined();
  expect(findLink(['tel:+33123456789'])).toBeUndefined();
  expect(findLink([])).toBeUndefined();
});
