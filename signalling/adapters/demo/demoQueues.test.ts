// What lies on the demo's shelf.
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, it } from 'vitest';
import { createDemoPolicies, createDemoQueues } from './demoQueues.ts';

it('[LIBRARY-3] has a fee sheet of two pages and a form to fill in for every topic', async () => {
  const { documents } = createDemoPolicies();
  expect([...documents.keys()]).toEqual([...createDemoQueues().keys()]);
  for (const shelf of documents.values()) {
    expect(shelf.map(({ documentId, type }) => [documentId, type])).toEqual([
      ['account-fees', 'pdf'],
      ['account-application', 'pdf'],
    ]);
    for (const { bytes } of shelf) expect(bytes).toBeLessThan(60_000);
  }
  const [fees, form] = await Promise.all(
    [...documents.values()][0]?.map(({ content }) => PDFDocument.load(content)) ?? [],
  );
  expect(fees?.getPageCount()).toBe(2);
  const fields = form
    ?.getForm()
    .getFields()
    .map((field) => [field.getName(), field.constructor.name]);
  expect(fields).toEqual([
    ['fullName', 'PDFTextField'],
    ['dateOfBirth', 'PDFTextField'],
    ['address', 'PDFTextField'],
    ['accountKind', 'PDFDropdown'],
    ['statementsOnline', 'PDFCheckBox'],
  ]);
});
