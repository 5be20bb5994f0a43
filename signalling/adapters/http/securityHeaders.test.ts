// The headers of every answer, by where the pages are served.
import { expect, it } from 'vitest';
import { securityHeaders } from './securityHeaders.ts';

it('[WIRE-20] tells browsers to come back by https alone, where people reach it by https', () => {
  const served = securityHeaders(['https://calls.example', 'http://127.0.0.1:7788']);
  expect(served['strict-transport-security']).toBe('max-age=31536000');
  expect(securityHeaders(['http://127.0.0.1:7788'])).not.toHaveProperty('strict-transport-security');
});
