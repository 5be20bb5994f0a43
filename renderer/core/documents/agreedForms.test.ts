// @vitest-environment node
// Forms that people really have, agreed and proved: those with which something once went wrong, and others of their kinds.
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { finding, type Finding } from '../../../tests/support/documents/findings.ts';
import { numberedRadiosPdf, oldLockedPdf, widgetsPdf } from '../../../tests/support/documents/formFiles.ts';
import { agreeInNode, type AgreedInNode } from '../../../tests/support/documents/agreeInNode.ts';
import { openInNode } from '../../../tests/support/documents/nodeDocument.ts';
import type { FormField, OpenDocument, TextItem } from './document.ts';
import type { Annotation } from './annotation.ts';

const NO_ANNOTATIONS: ReadonlyMap<number, readonly Annotation[]> = new Map();
const A_NOTE = new Map([
  [
    1,
    [
      {
        inkId: 'n',
        by: 'agent',
        tool: 'note',
        colour: 'blue',
        widthUnits: 40,
        points: [9_000, 300],
        text: 'As said, Łukasz',
      },
      {
        inkId: 'r',
        by: 'agent',
        tool: 'rectangle',
        colour: 'green',
        widthUnits: 60,
        points: [900, 4_000, 5_000, 6_000],
      },
    ] satisfies Annotation[],
  ],
]);

type Agreed = Extract<AgreedInNode, { ok: true }>;

async function agree(
  bytes: Uint8Array,
  fields: Record<string, string> = {},
  annotations = NO_ANNOTATIONS,
): Promise<Agreed> {
  const agreed = await agreeInNode(bytes, fields, annotations);
  if (!agreed.ok) throw new Error(agreed.problem);
  return agreed;
}

async function itemsOf(document: OpenDocument, page = 1): Promise<readonly TextItem[]> {
  const text = await document.textOf(page);
  if (!text.ok) throw new Error(text.problem);
  return text.value.filter((item) => item.text.trim() !== '');
}

async function textOf(document: OpenDocument, page = 1): Promise<string> {
  return (await itemsOf(document, page)).map(({ text }) => text).join('|');
}

async function fieldOf(document: OpenDocument, name: string): Promise<FormField> {
  const fields = await document.fieldsOf(1);
  const field = fields.ok ? fields.value.find((one) => one.name === name) : undefined;
  if (!field) throw new Error(`There is no field ${name}.`);
  return field;
}

test('[DOC-13] what is hidden is neither seen nor anywhere in the agreed file', async () => {
  const { proof, result, bytes } = await agree(finding('hidden-fields.pdf'), { Visible: 'I agree' });
  expect(proof).toEqual({ ok: true });
  expect(await textOf(result)).toContain('I agree');
  expect(await textOf(result)).not.toMatch(/Waives|900/);
  const { context } = await PDFDocument.load(bytes);
  const everything = context.enumerateIndirectObjects().map(([, object]) => object.toString());
  expect(everything.join('\n') + Buffer.from(bytes).toString('latin1')).not.toMatch(/Waives|900 EUR|NoView|Hidden\b/);
});

test('[DOC-13] comments, attachments and layers that switch by themselves are left behind', async () => {
  const hidden = [
    '/FT /Tx /T (a) /Rect [20 300 220 320] /F 4 /DA (/Helv 12 Tf 0 g)',
    // A comment: its text opens elsewhere, under the mouse.
    '/Subtype /Text /Contents (secret remark) /T (somebody) /Rect [300 300 320 320] /F 4 /Popup 8 0 R',
    '/Subtype /Popup /Contents (secret popup) /Parent 7 0 R /Rect [300 200 380 260] /F 0',
  ];
  const { proof, bytes } = await agree(widgetsPdf(hidden), { a: 'seen' }, A_NOTE);
  expect(proof).toEqual({ ok: true });
  expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/secret|somebody|Popup/);
});

test.each<[Finding, Record<string, string>, string]>([
  ['dropdown-empty-no-appearance.pdf', {}, ''],
  ['dropdown-empty-no-appearance.pdf', { Country: 'Poland' }, 'Poland'],
  ['dropdown-placeholder-not-in-list.pdf', {}, 'Please choose'],
  ['dropdown-placeholder-not-in-list.pdf', { City: 'Łódź' }, 'Łódź'],
  ['dropdown-editable.pdf', { City: 'Somewhere else' }, 'Somewhere else'],
  ['calculated-total.pdf', { Price: '12', Qty: '3' }, '20'],
  ['multiline-merged.pdf', { Remarks: 'One line\nand another', Single: 'one' }, 'and another'],
  ['rotated-page-field.pdf', { Name: 'Łukasz Żółw' }, 'Łukasz Żółw'],
])('[DOC-13] %s is agreed as it is seen with %o', async (name, fields, shown) => {
  const { proof, result } = await agree(finding(name), fields, A_NOTE);
  expect(proof).toEqual({ ok: true });
  expect(await textOf(result)).toContain(shown);
  expect(await textOf(result)).toContain('As said, Łukasz');
});

test('[DOC-13] letters have the size that the form asks for, and stand upright on a page that is turned', async () => {
  const merged = await agree(finding('multiline-merged.pdf'), { Remarks: 'Eleven points', Single: 'Eleven, too' });
  const sizes = (await itemsOf(merged.result)).filter(({ text }) => text.startsWith('Eleven'));
  expect(sizes.map(({ height }) => Math.round(height))).toEqual([11, 11]);
  const turned = await agree(finding('rotated-page-field.pdf'), { Name: 'Łukasz Żółw' });
  const [name] = (await itemsOf(turned.result)).filter(({ text }) => text === 'Łukasz Żółw');
  expect(name && Math.round(name.angleDegrees)).toBe(0);
});

test.each(['post', 'mail', ''])('[DOC-13] numbered radio buttons show the choice “%s”', async (way) => {
  const { proof, source } = await agree(numberedRadiosPdf(), { way });
  expect(proof).toEqual({ ok: true });
  const fields = await source.fieldsOf(1);
  const values = fields.ok ? fields.value.map((field) => (field.kind === 'radio' ? field.exportValue : '')) : [];
  expect(new Set(values).size).toBe(2);
});

test('[DOC-21] an old locked file keeps every word, or is refused', async () => {
  const { proof, result } = await agree(await oldLockedPdf());
  expect(await textOf(result, 1)).toContain('Every word of this page stays');
  expect(await textOf(result, 2)).toContain('And of the second');
  expect(proof).toEqual({ ok: true });
});

const FLAGS = { multiline: 1 << 12, password: 1 << 13, comb: 1 << 24, combo: 1 << 17, edit: 1 << 18, multi: 1 << 21 };
const at = (y: number, height = 20): string => `/Rect [20 ${y} 220 ${y + height}] /F 4 /DA (/Helv 12 Tf 0 g)`;

test('[FORM-6] cells, lists and passwords are what they say', async () => {
  const bytes = widgetsPdf([
    `/FT /Tx /T (iban) /MaxLen 10 /Ff ${FLAGS.comb} ${at(300)} /MK << /BC [0 0 0] >> /BS << /W 1 >>`,
    `/FT /Ch /T (list) /Ff ${FLAGS.multi} /Opt [[(a) (First)] [(b) (Second)] [(c) (Third)]] ${at(200, 60)}`,
    `/FT /Tx /T (pin) /V (1234) /Ff ${FLAGS.password} ${at(160)}`,
    `/FT /Ch /T (city) /Ff ${FLAGS.combo + FLAGS.edit} /Opt [(Geneva) (Berlin)] ${at(120)}`,
    `/FT /Tx /T (right) /Q 2 ${at(80)}`,
  ]);
  const fields = { iban: 'CH93007', list: 'a\nc', city: 'Ürümqi', right: '1’234.50' };
  const { source, proof, result } = await agree(bytes, fields);
  expect(proof).toEqual({ ok: true });
  expect(await fieldOf(source, 'city')).toMatchObject({ kind: 'choice', editable: true });
  expect(await fieldOf(source, 'pin')).toMatchObject({ secret: true });
  const items = await itemsOf(result);
  const text = items.map((item) => item.text).join('|');
  expect(text).toContain('First');
  expect(text).toContain('Third');
  expect(text).not.toContain('1234|');
  expect(text).not.toMatch(/Second|Geneva/);
  const right = items.find((item) => item.text.includes('234.50'));
  expect(right && right.x + right.width).toBeCloseTo(218, 0);
});

test('[FORM-6] a calculated field and names that are too long are told', async () => {
  const calculated = await openInNode(finding('calculated-total.pdf'));
  if (!calculated.ok) throw new Error(calculated.problem);
  expect(await fieldOf(calculated.value, 'Total')).toMatchObject({ calculated: true, readOnly: true });
  expect(await fieldOf(calculated.value, 'Price')).toMatchObject({ calculated: false });
  const long = await openInNode(finding('long-field-names.pdf'));
  const fields = long.ok ? await long.value.fieldsOf(1) : long;
  expect(fields.ok && fields.value.map(({ nameTooLong }) => nameTooLong)).toEqual([true, true]);
});

test.each([
  ['/Rotate 90', 1],
  ['/Rotate 180 /CropBox [30 40 380 390]', 1],
  ['/Rotate 270 /UserUnit 2', 2],
  ['/MediaBox [-100 -50 300 350] /CropBox [-90 -40 290 340]', 1],
])('[DOC-13] fields and notes lie where they were seen on a page with %s', async (page, unit) => {
  const widgets = ['/FT /Tx /T (a) /Rect [20 200 220 220] /F 4 /DA (/Helv 12 Tf 0 g) /MK << /R 90 /BG [1 1 0.8] >>'];
  const bytes = widgetsPdf(widgets, { page });
  const { proof, source } = await agree(bytes, { a: 'Żółw 12' }, A_NOTE);
  expect(proof).toEqual({ ok: true });
  const size = await source.pageSize(1);
  expect(size.ok && size.value.width % unit).toBe(0);
});
