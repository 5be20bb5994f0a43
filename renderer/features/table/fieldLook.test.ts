// What fields are called and how large their letters are; what a search marks in the text.
import { expect, test } from 'vitest';
import type { FieldLook, FormField } from '../../core/documents/document.ts';
import { closedReason, fieldLabel, textSizeOf } from './fieldLook.ts';
import { markedParts } from './markedParts.ts';

const look: FieldLook = {
  background: undefined,
  border: undefined,
  textColour: '#000000',
  align: 'left',
  turnDegrees: 0,
};
const place = {
  ...{ x: 0, y: 0, width: 100, height: 20, look },
  ...{ initialValue: '', readOnly: false, required: false, nameTooLong: false, calculated: false, secret: false },
};
const text = (more: Partial<FormField & { kind: 'text' }>): FormField => ({
  ...place,
  kind: 'text',
  name: 'form[0].person_familyName[0]',
  label: '',
  multiline: false,
  maxLength: undefined,
  comb: false,
  fontSize: 12,
  ...more,
});

test('[DOC-15] a field has the name its maker gave it, else its own in plain words', () => {
  expect(fieldLabel(text({ label: 'Your family name' }))).toBe('Your family name');
  expect(fieldLabel(text({}))).toBe('Person family name');
  expect(fieldLabel(text({ name: 'dateOfBirth' }))).toBe('Date of birth');
  expect(fieldLabel(text({ name: 'account_IBAN' }))).toBe('Account IBAN');
  expect(fieldLabel(text({ label: 'Name', required: true }))).toBe('Name (required)');
  expect(fieldLabel({ ...place, kind: 'radio', name: 'post', label: '', exportValue: 'paper' })).toBe('Post: paper');
});

test('[FORM-6] a field that cannot be filled in here says why, and one that the form calculates says so', () => {
  expect(closedReason(text({}))).toBeUndefined();
  expect(closedReason(text({ secret: true }))).toContain('password');
  expect(closedReason(text({ nameTooLong: true }))).toContain('too long');
  expect(fieldLabel(text({ label: 'Total', calculated: true }))).toBe('Total (calculated by the form, not here)');
});

test('[DOC-15] letters fit into their field', () => {
  expect(textSizeOf(text({ fontSize: 10 }))).toBe(10);
  expect(textSizeOf(text({ fontSize: 40 }))).toBeCloseTo(13.6);
  expect(textSizeOf(text({ fontSize: 40, height: 200, multiline: true }))).toBe(12);
});

test('[DOC-10] a match is marked in each run it touches, the chosen one apart', () => {
  const hit = {
    page: 1,
    before: '',
    found: '',
    after: '',
    parts: [
      { item: 0, from: 2, to: 4 },
      { item: 1, from: 0, to: 1 },
    ],
  };
  const marks = markedParts([hit], hit);
  expect(marks.get(0)?.('abcdef')).toEqual([
    { text: 'ab', isMarked: false, isCurrent: false },
    { text: 'cd', isMarked: true, isCurrent: true },
    { text: 'ef', isMarked: false, isCurrent: false },
  ]);
  expect(marks.get(1)?.('x')).toEqual([{ text: 'x', isMarked: true, isCurrent: true }]);
  expect(marks.get(2)).toBeUndefined();
});
