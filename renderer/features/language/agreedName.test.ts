// What agreed files are called.
import { expect, test } from 'vitest';
import { agreedName } from './agreedName.ts';

test('[BIDI-1] the name of an agreed file holds no marks of direction', () => {
  expect(agreedName('הצעה 12.pdf')).toMatch(/^הצעה 12/);
  expect(agreedName('terms.txt')).toMatch(/^terms/);
  for (const name of ['הצעה 12.pdf', 'terms.txt']) expect(agreedName(name)).not.toMatch(/[\u2066-\u2069]/);
});
