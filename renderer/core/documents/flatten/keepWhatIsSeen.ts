// Takes out of a PDF what nobody sees on its pages, and what could run or be filled in later. Knows PDF's structure (ISO 32000-1), not our marks.
import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFStream,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';

/** Table 165: hidden (bit 2), not to be shown on a screen (bit 6). */
const UNSEEN_FLAGS = 0b10_0010;
/** Table 165: print, read only, locked, contents locked. */
const FIXED_FLAGS = 0b10_1100_0100;
/** Table 226: a push button. */
const PUSH_BUTTON = 1 << 16;
/** What pdf.js draws of itself where a file has no appearance for it. */
const DRAWN_WITHOUT_APPEARANCE = new Set([
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'PolyLine',
  'Polygon',
  'Ink',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
]);
/** What an annotation says or does beside what is seen of it. */
const BESIDE = [
  'A',
  'AA',
  'Contents',
  'RC',
  'T',
  'TU',
  'TM',
  'Subj',
  'Popup',
  'IRT',
  'Parent',
  'V',
  'DV',
  'FT',
  'Ff',
  'Kids',
  'Opt',
  'MaxLen',
];

export function keepWhatIsSeen(pdf: PDFDocument): void {
  for (const page of pdf.getPages()) keepSeenAnnotations(pdf, page);
  const { catalog } = pdf;
  for (const name of ['AcroForm', 'OpenAction', 'AA', 'AF', 'Collection', 'PieceInfo', 'Perms', 'DSS'])
    catalog.delete(PDFName.of(name));
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
  for (const name of ['JavaScript', 'EmbeddedFiles', 'AlternatePresentations']) names?.delete(PDFName.of(name));
  lockLayers(catalog.lookupMaybe(PDFName.of('OCProperties'), PDFDict));
  forgetUnreachable(pdf);
}

function keepSeenAnnotations(pdf: PDFDocument, page: PDFPage): void {
  for (const name of ['AA', 'AF', 'PieceInfo']) page.node.delete(PDFName.of(name));
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  if (!annotations) return;
  const kept = annotations.asArray().filter((one) => {
    const annotation = pdf.context.lookup(one);
    return annotation instanceof PDFDict && isSeen(annotation) && fix(annotation);
  });
  if (kept.length === 0) page.node.delete(PDFName.of('Annots'));
  else page.node.set(PDFName.of('Annots'), pdf.context.obj(kept));
}

/** Widgets whose value is written as marks are not: the page has it. Only buttons and signatures are left of a form. */
function isSeen(annotation: PDFDict): boolean {
  if ((numberOf(annotation, 'F') & UNSEEN_FLAGS) !== 0) return false;
  const subtype = nameOf(annotation, 'Subtype');
  if (subtype === 'Popup') return false;
  if (subtype === 'Widget' && !isLeftToThePage(annotation)) return false;
  return hasAppearance(annotation) || DRAWN_WITHOUT_APPEARANCE.has(subtype);
}

function isLeftToThePage(widget: PDFDict): boolean {
  const type = inherited(widget, 'FT');
  const kind = type instanceof PDFName ? type.decodeText() : '';
  const flags = inherited(widget, 'Ff');
  const isPush = flags instanceof PDFNumber && (flags.asNumber() & PUSH_BUTTON) !== 0;
  return kind === 'Sig' || (kind === 'Btn' && isPush) || !hasName(widget);
}

/** What is left cannot be moved, filled in or followed, and says nothing that is not seen. */
function fix(annotation: PDFDict): true {
  const isFreeText = nameOf(annotation, 'Subtype') === 'FreeText' && !hasAppearance(annotation);
  for (const name of BESIDE) {
    if (isFreeText && (name === 'Contents' || name === 'RC')) continue;
    annotation.delete(PDFName.of(name));
  }
  // A widget without a form is nothing to a reader; a stamp is what it looks like.
  if (nameOf(annotation, 'Subtype') === 'Widget') annotation.set(PDFName.of('Subtype'), PDFName.of('Stamp'));
  annotation.set(PDFName.of('F'), PDFNumber.of(numberOf(annotation, 'F') | FIXED_FLAGS));
  keepNormalAppearance(annotation);
  return true;
}

/** Appearances under the mouse, or while it is pressed, are never seen here. */
function keepNormalAppearance(annotation: PDFDict): void {
  const appearance = annotation.lookupMaybe(PDFName.of('AP'), PDFDict);
  for (const name of ['D', 'R']) appearance?.delete(PDFName.of(name));
}

function hasAppearance(annotation: PDFDict): boolean {
  const appearance = annotation.lookup(PDFName.of('AP'));
  return appearance instanceof PDFDict && appearance.lookup(PDFName.of('N')) !== undefined;
}

function hasName(widget: PDFDict): boolean {
  let node: PDFDict | undefined = widget;
  for (let depth = 0; node && depth < 32; depth += 1) {
    if (node.has(PDFName.of('T'))) return true;
    const parent: unknown = node.lookup(PDFName.of('Parent'));
    node = parent instanceof PDFDict ? parent : undefined;
  }
  return false;
}

function inherited(dict: PDFDict, name: string): PDFObject | undefined {
  let node: PDFDict | undefined = dict;
  for (let depth = 0; node && depth < 32; depth += 1) {
    const value = node.lookup(PDFName.of(name));
    if (value !== undefined) return value;
    const parent: unknown = node.lookup(PDFName.of('Parent'));
    node = parent instanceof PDFDict ? parent : undefined;
  }
  return undefined;
}

function nameOf(dict: PDFDict, key: string): string {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : '';
}

function numberOf(dict: PDFDict, key: string): number {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
}

/** Layers stay as they were shown: no reader changes them by itself, for print or for export. */
function lockLayers(layers: PDFDict | undefined): void {
  const shown = layers?.lookup(PDFName.of('D'));
  const all = layers?.lookup(PDFName.of('OCGs'));
  layers?.delete(PDFName.of('Configs'));
  if (!(shown instanceof PDFDict)) return;
  for (const name of ['AS', 'Order', 'RBGroups']) shown.delete(PDFName.of(name));
  if (all instanceof PDFArray) shown.set(PDFName.of('Locked'), all);
}

/** What no page leads to would still stand in the file, for whoever looks: values of hidden fields, comments, attachments. */
function forgetUnreachable({ context }: PDFDocument): void {
  const reached = new Set<PDFRef>();
  const waiting: (PDFObject | undefined)[] = [
    context.trailerInfo.Root,
    context.trailerInfo.Info,
    context.trailerInfo.ID,
  ];
  for (let next = waiting.pop(); next ?? waiting.length > 0; next = waiting.pop()) {
    if (next instanceof PDFRef) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(context.lookup(next));
    } else if (next instanceof PDFArray) waiting.push(...next.asArray());
    else if (next instanceof PDFDict) waiting.push(...next.values());
    else if (next instanceof PDFStream) waiting.push(next.dict);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
