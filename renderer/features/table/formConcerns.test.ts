import { expect, it } from 'vitest';
import type { FormField } from '../../core/documents/document.ts';
import { formConcernsOf } from './formConcerns.ts';

const PLACE = { x: 0, y: 0, width: 10, height: 10, readOnly: false, required: false, initialValue: '', label: '' };
const text = (name: string, more: Partial<FormField> & { calculated?: boolean } = {}): FormField =>
  ({ ...PLACE, kind: 'text', multiline: false, maxLength: undefined, fontSize: 0, name, ...more }) as FormField;

const PAGES: readonly (readonly FormField[])[] = [
  [text('Name', { required: true }), text('City', { required: true, initialValue: 'Bern' })],
  [
    text('Name', { required: true }),
    text('Total', { calculated: true, readOnly: true, required: true }),
    text('Amount'),
  ],
];
const document = {
  pageCount: PAGES.length,
  fieldsOf: (page: number) => Promise.resolve({ ok: true, value: PAGES[page - 1] ?? [] } as const),
};

it('[AGREE-7] required fields that are empty are named once, on whatever page', async () => {
  expect(await formConcernsOf(document, {})).toEqual({ missing: ['Name'], calculated: [] });
  expect(await formConcernsOf(document, { Name: ' ', City: '' })).toMatchObject({ missing: ['Name', 'City'] });
  expect(await formConcernsOf(document, { Name: 'Ada' })).toMatchObject({ missing: [] });
});

it('[AGREE-7] fields that the form works out itself are named as soon as something was filled in', async () => {
  expect(await formConcernsOf(document, { Amount: '5' })).toMatchObject({ calculated: ['Total'] });
});
