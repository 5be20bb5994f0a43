// Puts the values of a form on its pages and takes the form away. Knows pdf-lib's kinds of fields.
import {
  PDFCheckBox,
  PDFDropdown,
  PDFHexString,
  PDFName,
  PDFOptionList,
  PDFRadioGroup,
  PDFTextField,
  StandardFonts,
  type PDFDocument,
  type PDFField,
  type PDFFont,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { fieldTextSize } from '../fieldTextSize.ts';
import { isWinAnsi, type TextWriter } from './textWriter.ts';

/** A value that is drawn after the form is gone, since no standard font can write it. */
type Drawn = {
  page: PDFPage;
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  sizePoints: number;
  hasManyLines: boolean;
};

export async function writeFields(
  pdf: PDFDocument,
  writer: TextWriter,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const form = pdf.getForm();
  if (form.hasXFA()) form.deleteXFA();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const drawn = form.getFields().flatMap((field) => {
    const value = Object.hasOwn(values, field.getName()) ? values[field.getName()] : undefined;
    return fillField(pdf, font, field, value);
  });
  form.flatten({ updateFieldAppearances: false });
  pdf.catalog.delete(PDFName.of('AcroForm'));
  for (const { page, text, x, y, width, height, sizePoints, hasManyLines } of drawn) {
    const linePoints = sizePoints * 1.25;
    const top = hasManyLines ? 2 : (height - linePoints) / 2;
    const style = { sizePoints, linePoints, maxWidthPoints: width - 4, colour: '#000000' };
    await writer.write(page, text, { x: x + 2, y: y + height - top }, style);
  }
}

function fillField(pdf: PDFDocument, font: PDFFont, field: PDFField, value: string | undefined): Drawn[] {
  if (field instanceof PDFCheckBox || field instanceof PDFRadioGroup) {
    if (value !== undefined) field.acroField.dict.set(PDFName.of('V'), stateOf(field, value));
    if (field instanceof PDFCheckBox && field.needsAppearancesUpdate()) field.defaultUpdateAppearances();
    return [];
  }
  const text = shownText(field, value);
  if (text === undefined || !isWritten(field)) return [];
  const look = lookOf(field);
  field.acroField.setDefaultAppearance(`/Helv ${look.sizePoints} Tf 0 g`);
  for (const widget of field.acroField.getWidgets()) widget.dict.delete(PDFName.of('DA'));
  if (isWinAnsi(text)) {
    writeText(field, text);
    field.defaultUpdateAppearances(font);
    return [];
  }
  writeText(field, '');
  field.defaultUpdateAppearances(font);
  return placesOf(pdf, field).map((place) => ({ ...place, ...look, text }));
}

type Written = PDFTextField | PDFDropdown | PDFOptionList;

function isWritten(field: PDFField): field is Written {
  return field instanceof PDFTextField || field instanceof PDFDropdown || field instanceof PDFOptionList;
}

/** As on the screen: forms that leave the size open would else be filled with letters as large as the field. */
function lookOf(field: Written): { sizePoints: number; hasManyLines: boolean } {
  const [widget] = field.acroField.getWidgets();
  const appearance = widget?.getDefaultAppearance() ?? field.acroField.getDefaultAppearance() ?? '';
  const asked = Number(/([\d.]+)\s+Tf/.exec(appearance)?.[1] ?? 0);
  const hasManyLines = field instanceof PDFOptionList || (field instanceof PDFTextField && field.isMultiline());
  return { sizePoints: fieldTextSize(asked, widget?.getRectangle().height ?? 0, hasManyLines), hasManyLines };
}

/** The appearance of an export value: forms may number their buttons and list the values beside (ISO 32000-1, 12.7.4.2.3). */
function stateOf({ acroField }: PDFCheckBox | PDFRadioGroup, value: string): PDFName {
  if (value === '') return PDFName.of('Off');
  const place = acroField.getExportValues()?.findIndex((one) => one.decodeText() === value) ?? -1;
  return acroField.getWidgets()[place]?.getOnValue() ?? PDFName.of(value);
}

/** What is to be seen in a field of text or choices; undefined for one that stays as it is. */
function shownText(field: PDFField, value: string | undefined): string | undefined {
  if (field instanceof PDFTextField) return value ?? (field.needsAppearancesUpdate() ? field.getText() : undefined);
  if (!(field instanceof PDFDropdown || field instanceof PDFOptionList)) return undefined;
  if (value === undefined) return field.needsAppearancesUpdate() ? field.getSelected().join('\n') : undefined;
  const options = field.acroField.getOptions();
  const display = (one: string): string =>
    options.find((option) => option.value.decodeText() === one)?.display.decodeText() ?? one;
  return value.split('\n').map(display).join('\n');
}

function writeText(field: PDFField, text: string): void {
  if (field instanceof PDFTextField) {
    if (field.isRichFormatted()) field.disableRichFormatting();
    const most = field.getMaxLength();
    field.setText(most === undefined ? text : text.slice(0, most));
  } else if (field instanceof PDFDropdown) {
    field.acroField.setValues([PDFHexString.fromText(text)]);
  } else if (field instanceof PDFOptionList) {
    const chosen = text.split('\n').filter((one) => field.getOptions().includes(one));
    if (chosen.length > 0) field.select(chosen);
    else field.clear();
  }
}

function placesOf(pdf: PDFDocument, field: PDFField): Omit<Drawn, 'text' | 'sizePoints' | 'hasManyLines'>[] {
  const pages = pdf.getPages();
  return field.acroField.getWidgets().flatMap((widget) => {
    const reference = widget.P();
    const page =
      pages.find(({ ref }) => ref === reference) ??
      pages.find(({ node }) =>
        node
          .Annots()
          ?.asArray()
          .some((one) => pdf.context.lookup(one) === widget.dict),
      );
    return page ? [{ page, ...widget.getRectangle() }] : [];
  });
}
