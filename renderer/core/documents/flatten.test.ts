// @vitest-environment node
// Agreed documents, read again by pdf.js: what is in them, what is not, and that their proof tells the difference.
import { PDFDocument, degrees } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import {
  activePdf,
  brokenPdf,
  formPdf,
  numberedPdf,
  ownerLockedPdf,
  stripedPng,
} from '../../../tests/support/documents.ts';
import { nodePictures, openInNode, proofToolsInNode } from '../../../tests/support/documents/nodeDocument.ts';
import type { FormField, OpenDocument } from './document.ts';
import { bad, good } from './documentProblem.ts';
import { flattenDocument, type Agreement, type FlattenInput } from './flatten.ts';
import type { Annotation } from './annotation.ts';
import { placeOnPage } from './flatten/pagePlace.ts';
import { proveFlattened } from './proveFlattened.ts';
import { paginateText } from './text/paginateText.ts';
import { textRuns } from './text/textRuns.ts';

const tools = await proofToolsInNode();
const { lettering } = tools;

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
  signedName: 'Nguyễn Thị Łukasz Ελένη',
  customerName: 'Zoë Müller',
  agentName: 'Anna Favre',
  documentName: 'contract.pdf',
  timeIso: '2026-05-04T10:11:12+02:00',
  timeWords: '4 May 2026 at 10:11',
  sha256: 'ab'.repeat(32),
};

async function open(bytes: Uint8Array): Promise<OpenDocument> {
  const opened = await openInNode(bytes);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

type Given = Partial<FlattenInput> & Pick<FlattenInput, 'bytes'>;

async function inputOf(given: Given): Promise<FlattenInput> {
  const source = given.source ?? (await open(given.bytes));
  return { type: 'pdf', fields: {}, annotations: new Map(), pictures: nodePictures, lettering, ...given, source };
}

async function flatten(given: Given): Promise<OpenDocument & { bytes: Uint8Array }> {
  const result = await flattenDocument(await inputOf(given));
  if (!result.ok) throw new Error(result.problem);
  return Object.assign(await open(result.value), { bytes: result.value });
}

async function textOf(document: OpenDocument, page: number): Promise<string> {
  const text = await document.textOf(page);
  if (!text.ok) throw new Error(text.problem);
  return text.value.map((item) => item.text).join(' ');
}

const annotation = (more: Partial<Annotation>): Annotation => ({
  inkId: 'i',
  by: 'agent',
  tool: 'rectangle',
  colour: 'blue',
  widthUnits: 100,
  points: [1_000, 1_000, 3_000, 2_000],
  ...more,
});

test('[DOC-13] values become text in letters that are in the file, no field is left, and the proof holds', async () => {
  const bytes = await formPdf();
  const fields = {
    'person.name': 'Zoë Łukasz Ελλάδα Мария Nguyễn',
    remarks: 'Two lines\nof remarks',
    canton: 'Genève',
    terms: 'Yes',
    post: 'electronic',
  };
  const result = await flatten({ bytes, fields });
  expect(await result.fieldsOf(1)).toEqual(good([]));
  const text = await textOf(result, 1);
  for (const value of ['Zoë Łukasz Ελλάδα Мария Nguyễn', 'Two lines', 'of remarks', 'Genève', 'Change of address'])
    expect(text).toContain(value);
  const proof = {
    source: await open(bytes),
    result: result.bytes,
    fields,
    addedPages: 0,
    annotations: new Map(),
    tools,
  };
  expect(await proveFlattened(proof)).toEqual({ ok: true });
});

test('[DOC-21] one changed figure, tick or letter of a page is found, and which page', async () => {
  const bytes = await formPdf();
  const fields = { 'person.name': 'Pay 1,000 EUR', terms: '', post: 'paper' };
  const { bytes: result } = await flatten({ bytes, fields });
  const prove = async (seen: Record<string, string>): Promise<unknown> =>
    proveFlattened({ source: await open(bytes), result, fields: seen, addedPages: 0, annotations: new Map(), tools });
  expect(await prove(fields)).toEqual({ ok: true });
  expect(await prove({ ...fields, 'person.name': 'Pay 7,000 EUR' })).toMatchObject({ ok: false, page: 1 });
  // The same letters at other places: only the looks differ.
  expect(await prove({ ...fields, 'person.name': 'Pay 0,100 EUR' })).toEqual({
    ok: false,
    problem: 'looksDifferent',
    page: 1,
  });
  expect(await prove({ ...fields, terms: 'Yes' })).toEqual({ ok: false, problem: 'looksDifferent', page: 1 });
  expect(await prove({ ...fields, post: 'electronic' })).toEqual({ ok: false, problem: 'looksDifferent', page: 1 });
});

test('[DOC-21] an annotation that only one side has, a page more and a value that does not fit are found', async () => {
  const bytes = await formPdf();
  const { bytes: result } = await flatten({ bytes });
  const given = { source: await open(bytes), result, fields: {}, addedPages: 0, annotations: new Map(), tools };
  const annotations = new Map([
    [1, [annotation({ tool: 'pen', points: [8_000, 8_000, 8_060, 8_040], widthUnits: 40 })]],
  ]);
  expect(await proveFlattened({ ...given, annotations })).toEqual({ ok: false, problem: 'looksDifferent', page: 1 });
  expect(await proveFlattened({ ...given, addedPages: 1 })).toEqual({ ok: false, problem: 'pagesDiffer' });
  const tooLong = { 'person.name': 'A very long name '.repeat(40) };
  expect(await proveFlattened({ ...given, fields: tooLong })).toEqual({ ok: false, problem: 'valueCutOff', page: 1 });
  expect(await proveFlattened({ ...given, result: brokenPdf() })).toEqual({ ok: false, problem: 'resultBroken' });
});

test('[DOC-13] what our fonts cannot write is a picture, with the text beneath it', async () => {
  const bytes = await formPdf();
  const fields = { 'person.name': '山田 太郎', remarks: 'שלום עולם' };
  const result = await flatten({ bytes, fields });
  const text = await textOf(result, 1);
  expect(text).toContain('山田 太郎');
  expect(Array.from(text).filter((sign) => 'שלוםעולם'.includes(sign))).toHaveLength(8);
  const proof = { source: await open(bytes), result: result.bytes, addedPages: 0, annotations: new Map(), tools };
  expect(await proveFlattened({ ...proof, fields })).toEqual({ ok: true });
  expect(await proveFlattened({ ...proof, fields: { ...fields, remarks: '' } })).toMatchObject({ ok: false });
});

test.each([0, 90, 180, 270])('[DOC-12] an annotation lies where it was seen on a page turned by %i°', async (angle) => {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([600, 800]);
  page.setCropBox(50, 100, 500, 600);
  page.setRotation(degrees(angle));
  const bytes = await pdf.save();
  const [a, b, c, d, e, f] = placeOnPage(page).matrix;
  const { width, height } = angle % 180 === 0 ? { width: 500, height: 600 } : { width: 600, height: 500 };
  const across = Math.hypot(a, b) * 10_000;
  expect(across).toBeCloseTo(width);
  expect([
    Math.min(e, a * 10_000 + c * ((height * 10_000) / width) + e),
    Math.min(f, b * 10_000 + d * ((height * 10_000) / width) + f),
  ]).toEqual([expect.closeTo(50), expect.closeTo(100)]);
  const annotations = new Map([[1, [annotation({ points: [1_000, 2_000, 3_000, 2_500], widthUnits: 40 })]]]);
  const { bytes: result } = await flatten({ bytes, annotations });
  const proof = { source: await open(bytes), result, fields: {}, addedPages: 0, tools };
  expect(await proveFlattened({ ...proof, annotations })).toEqual({ ok: true });
  const elsewhere = new Map([[1, [annotation({ points: [2_000, 1_000, 2_500, 3_000], widthUnits: 40 })]]]);
  expect(await proveFlattened({ ...proof, annotations: elsewhere })).toMatchObject({ problem: 'looksDifferent' });
});

test('[DOC-12] each tool leaves its mark on its own page', async () => {
  const bytes = await numberedPdf({ pages: 2 });
  const onSecond = [
    annotation({ tool: 'pen', points: [1_000, 1_000, 2_000, 1_500, 3_000, 1_000] }),
    annotation({ tool: 'highlighter', points: [1_000, 3_000, 5_000, 3_000], widthUnits: 300 }),
    annotation({ tool: 'arrow', points: [1_000, 4_000, 5_000, 6_000] }),
    annotation({ tool: 'note', points: [9_900, 14_100], text: 'Please check this, Martin' }),
  ];
  const annotations = new Map([
    [2, onSecond],
    [9, [annotation({})]],
  ]);
  const result = await flatten({ bytes, annotations });
  expect(await textOf(result, 2)).toContain('Please check this, Martin');
  expect(await textOf(result, 1)).not.toContain('check');
  const proof = { source: await open(bytes), result: result.bytes, fields: {}, addedPages: 0, tools };
  expect(await proveFlattened({ ...proof, annotations })).toEqual({ ok: true });
  for (const missing of onSecond) {
    const others = new Map([[2, onSecond.filter((one) => one !== missing)]]);
    expect(await proveFlattened({ ...proof, annotations: others })).toMatchObject({ ok: false, page: 2 });
  }
});

test('[DOC-14] the last page says what was agreed, by whom, when and on which document', async () => {
  const result = await flatten({ bytes: await numberedPdf({ pages: 2 }), agreement: AGREEMENT });
  expect(result.pageCount).toBe(3);
  const text = await textOf(result, 3);
  const { statement, signedName, agentName, documentName, timeIso, timeWords, sha256, words } = AGREEMENT;
  for (const said of [statement, signedName, agentName, documentName, timeIso, timeWords, sha256, words.noSignature])
    expect(text).toContain(said);
});

function pictureSource(): OpenDocument {
  const size = { width: 842, height: 421 };
  return {
    type: 'png',
    pageCount: 1,
    pageSize: () => Promise.resolve(good(size)),
    render: () => ({ finished: Promise.resolve(bad('closed')), cancel: () => undefined }),
    textOf: () => Promise.resolve(good([])),
    fieldsOf: () => Promise.resolve(good<readonly FormField[]>([])),
    noticeOf: () => Promise.resolve(undefined),
    close: () => undefined,
  };
}

function textSource(text: string): OpenDocument {
  const pages = paginateText(text, 10);
  return {
    ...pictureSource(),
    type: 'text',
    pageCount: pages.length,
    pageSize: () => Promise.resolve(good({ width: 595, height: 842 })),
    textOf: (page) => Promise.resolve(good(textRuns(pages[page - 1] ?? []))),
  };
}

test('[DOC-14] pictures and texts become pages first', async () => {
  const bytes = stripedPng(300, 150);
  const picture = await flatten({ bytes, type: 'png', source: pictureSource(), agreement: AGREEMENT });
  expect(picture.pageCount).toBe(2);
  expect(await picture.pageSize(1)).toEqual(good({ width: 842, height: 421 }));
  const words = 'Prix : 20 €, Цена\fPage two 東京';
  const text = await flatten({ bytes: new TextEncoder().encode(words), type: 'text', source: textSource(words) });
  expect(text.pageCount).toBe(2);
  expect((await textOf(text, 1)).replaceAll(' ', '')).toBe('Prix:20€,Цена');
  expect((await textOf(text, 2)).replaceAll(' ', '')).toBe('Pagetwo東京');
});

test('[DOC-8] nothing in the result runs by itself', async () => {
  const { bytes } = await flatten({ bytes: activePdf() });
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).not.toMatch(/\/OpenAction|\/AA\b|\/A <<|JavaScript|submitForm|calc\.exe/);
});

test('[DOC-13] a copy that only forbids changes can be written on, one that cannot be read says so', async () => {
  const locked = await flatten({ bytes: await ownerLockedPdf() });
  expect(await textOf(locked, 1)).toContain('Read only');
  const input = await inputOf({ bytes: brokenPdf(), source: pictureSource() });
  expect(await flattenDocument(input)).toEqual({ ok: false, problem: 'pdfBroken' });
});
