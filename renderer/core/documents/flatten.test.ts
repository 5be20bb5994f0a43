// @vitest-environment node
// Flattened documents, read again by another library: what is in them and what is not.
import { PDFDocument, degrees } from '@cantoo/pdf-lib';
import { getDocument, OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import {
  activePdf,
  brokenPdf,
  formPdf,
  numberedPdf,
  ownerLockedPdf,
  stripedPng,
} from '../../../tests/support/documents.ts';
import { flattenDocument, type Agreement, type FlattenInput } from './flatten.ts';
import type { PictureSource, TextLook } from './flatten/pictureSource.ts';
import type { Ink } from './ink.ts';

const drawn: { text: string; look: TextLook }[] = [];
const pictures: PictureSource = {
  ofText: (text, look) => {
    drawn.push({ text, look });
    return Promise.resolve({ png: stripedPng(30, 10), width: 30, height: 10 });
  },
  ofTextPage: () => Promise.resolve(stripedPng(60, 84)),
  toJpeg: () => Promise.resolve(undefined),
};

const AGREEMENT: Agreement = {
  words: {
    heading: 'Agreement',
    documentLabel: 'Document',
    signedLabel: 'Name as typed',
    customerLabel: 'Customer',
    agentLabel: 'Adviser',
    timeLabel: 'Time',
    hashLabel: 'SHA-256',
    noSignature: 'This is not a qualified electronic signature.',
  },
  statement: 'I have read pages 1 to 2 and agree to them.',
  signedName: 'Zoë Müller',
  customerName: 'Zoë Müller',
  agentName: 'Anna Favre',
  documentName: 'contract.pdf',
  timeIso: '2026-05-04T10:11:12+02:00',
  timeWords: '4 May 2026 at 10:11',
  sha256: 'ab'.repeat(32),
};

async function flatten(input: Partial<FlattenInput> & Pick<FlattenInput, 'bytes'>): Promise<Uint8Array> {
  drawn.length = 0;
  const result = await flattenDocument({ type: 'pdf', fields: {}, inks: new Map(), pictures, ...input });
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

async function reopen(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  return getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
}

async function textOf(pdf: PDFDocumentProxy, page: number): Promise<string> {
  const { items } = await (await pdf.getPage(page)).getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join(' ');
}

const ink = (more: Partial<Ink>): Ink => ({
  inkId: 'i',
  by: 'agent',
  tool: 'rectangle',
  colour: 'blue',
  widthUnits: 100,
  points: [1_000, 1_000, 3_000, 2_000],
  ...more,
});

test('[DOC-13] values become text, and no field is left to fill in', async () => {
  const fields = {
    'person.name': 'Zoë Müller',
    remarks: 'Two lines\nof remarks',
    canton: 'Genève',
    terms: 'Yes',
    post: 'electronic',
  };
  const bytes = await flatten({ bytes: await formPdf(), fields });
  const pdf = await reopen(bytes);
  expect(await pdf.getFieldObjects()).toBeNull();
  expect(await (await pdf.getPage(1)).getAnnotations()).toEqual([]);
  const text = await textOf(pdf, 1);
  for (const value of ['Zoë Müller', 'Two lines', 'of remarks', 'Genève', 'Change of address'])
    expect(text).toContain(value);
  expect(drawn).toEqual([]);
});

test('[DOC-13] only what was chosen is ticked', async () => {
  const source = await formPdf();
  const shapes = async (fields: Record<string, string>): Promise<number> => {
    const page = await (await reopen(await flatten({ bytes: source, fields }))).getPage(1);
    return (await page.getOperatorList()).fnArray.filter((each) => each === OPS.constructPath).length;
  };
  const none = await shapes({});
  expect(await shapes({ terms: 'Yes' })).toBeGreaterThan(none);
  expect(await shapes({ post: 'paper' })).toBeGreaterThan(none);
  expect(await shapes({ terms: '', post: '' })).toBe(none);
});

test('[DOC-13] what the standard fonts cannot write is drawn', async () => {
  const bytes = await flatten({ bytes: await formPdf(), fields: { 'person.name': 'Мария Иванова' } });
  expect(drawn.map(({ text }) => text)).toEqual(['Мария Иванова']);
  const page = await (await reopen(bytes)).getPage(1);
  expect((await page.getOperatorList()).fnArray).toContain(OPS.paintImageXObject);
});

test.each([0, 90, 180, 270])('[DOC-12] ink lies where it was seen on a page turned by %i°', async (angle) => {
  const source = await PDFDocument.create();
  const page = source.addPage([600, 800]);
  page.setCropBox(50, 100, 500, 600);
  page.setRotation(degrees(angle));
  const bytes = await flatten({
    bytes: await source.save(),
    inks: new Map([[1, [ink({ points: [1_000, 2_000, 3_000, 2_500], widthUnits: 2 })]]]),
  });
  const reopened = await (await reopen(bytes)).getPage(1);
  const viewport = reopened.getViewport({ scale: 1 });
  const unitsPerPoint = 10_000 / viewport.width;
  const { fnArray, argsArray } = await reopened.getOperatorList();
  const [a, b, c, d, e, f] = argsArray[fnArray.indexOf(OPS.transform)] as number[];
  const corner = (u: number, v: number): number[] => {
    const x = (a ?? 0) * u + (c ?? 0) * v + (e ?? 0);
    const y = (b ?? 0) * u + (d ?? 0) * v + (f ?? 0);
    return viewport.convertToViewportPoint(x, y).map((one: number) => Math.round(one * unitsPerPoint));
  };
  expect(corner(1_000, 2_000)).toEqual([1_000, 2_000]);
  expect(corner(3_000, 2_500)).toEqual([3_000, 2_500]);
});

test('[DOC-12] each tool leaves its mark on its own page', async () => {
  const inks = new Map([
    [
      2,
      [
        ink({ tool: 'pen', points: [1_000, 1_000, 2_000, 1_500, 3_000, 1_000] }),
        ink({ tool: 'highlighter', points: [1_000, 3_000, 5_000, 3_000], widthUnits: 300 }),
        ink({ tool: 'arrow', points: [1_000, 4_000, 5_000, 6_000] }),
        ink({ tool: 'note', points: [6_000, 6_000], text: 'Please check this' }),
      ],
    ],
    [9, [ink({})]],
  ]);
  const bytes = await flatten({ bytes: await numberedPdf({ pages: 2 }), inks });
  const pdf = await reopen(bytes);
  const operations = async (page: number): Promise<number[]> =>
    (await (await pdf.getPage(page)).getOperatorList()).fnArray;
  expect(await operations(1)).not.toContain(OPS.constructPath);
  // Pen, highlighter, arrow, the note's paper and the four bars of its edge.
  expect((await operations(2)).filter((each) => each === OPS.constructPath)).toHaveLength(8);
  expect(await operations(2)).toContain(OPS.setGState);
  expect(await textOf(pdf, 2)).toContain('Please check this');
});

test('[DOC-14] the last page says what was agreed, by whom, when and on which document', async () => {
  const pdf = await reopen(await flatten({ bytes: await numberedPdf({ pages: 2 }), agreement: AGREEMENT }));
  expect(pdf.numPages).toBe(3);
  const text = await textOf(pdf, 3);
  const { statement, signedName, agentName, documentName, timeIso, timeWords, sha256, words } = AGREEMENT;
  for (const said of [statement, signedName, agentName, documentName, timeIso, timeWords, sha256, words.noSignature])
    expect(text).toContain(said);
});

test('[DOC-14] pictures and texts become pages first', async () => {
  const picture = await reopen(await flatten({ bytes: stripedPng(300, 150), type: 'png', agreement: AGREEMENT }));
  expect(picture.numPages).toBe(2);
  expect((await picture.getPage(1)).getViewport({ scale: 1 })).toMatchObject({ width: 842, height: 421 });
  const text = await reopen(await flatten({ bytes: new TextEncoder().encode('Prix : 20 €\fPage two'), type: 'text' }));
  expect(text.numPages).toBe(2);
  expect(await textOf(text, 1)).toContain('20');
  expect(await textOf(text, 2)).toContain('two');
});

test('[DOC-8] nothing in the result runs by itself', async () => {
  const bytes = await flatten({ bytes: activePdf() });
  const pdf = await reopen(bytes);
  expect(await pdf.getJSActions()).toBeNull();
  expect(await pdf.getOpenAction()).toBeNull();
  const text = Buffer.from(await (await PDFDocument.load(bytes)).save({ useObjectStreams: false })).toString('latin1');
  expect(text).not.toMatch(/\/OpenAction|\/AA\b|\/A <</);
});

test('[DOC-13] a copy that only forbids changes can be written on, one that cannot be read says so', async () => {
  expect((await reopen(await flatten({ bytes: await ownerLockedPdf() }))).numPages).toBe(1);
  const broken = await flattenDocument({ bytes: brokenPdf(), type: 'pdf', fields: {}, inks: new Map(), pictures });
  expect(broken).toEqual({ ok: false, problem: 'pdfBroken' });
});
