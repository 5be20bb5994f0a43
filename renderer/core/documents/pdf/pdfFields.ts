// The widgets of a PDF form on one page. Knows pdf.js's annotations by shape: they come from a stranger's file.
import type { PageViewport, PDFPageProxy } from 'pdfjs-dist';
import type { FieldOption, FormField, PageRegion } from '../document.ts';

/** A tax form's fullest page has some 300. */
const MAX_FIELDS = 2_000;
const MAX_OPTIONS = 1_000;
/** PDF 32000-1, table 165: hidden (bit 2) and not to be shown on a screen (bit 6). */
const UNSEEN_FLAGS = 0b10_0010;

type Widget = Readonly<Record<string, unknown>>;

/** Text, check boxes, radio buttons and choices; buttons and signatures are left as the page draws them. */
export async function pdfFields(page: PDFPageProxy): Promise<FormField[]> {
  const viewport = page.getViewport({ scale: 1 });
  const annotations: unknown[] = await page.getAnnotations({ intent: 'display' });
  const fields: FormField[] = [];
  for (const annotation of annotations) {
    if (fields.length >= MAX_FIELDS || !isWidget(annotation)) continue;
    const rect = numbers(annotation['rect']);
    const name = text(annotation['fieldName']);
    if (rect.length !== 4 || name === '') continue;
    const field = fieldOf(annotation, name, regionOf(cornersOf(viewport, rect)));
    if (field) fields.push(field);
  }
  return fields;
}

function isWidget(annotation: unknown): annotation is Widget {
  if (typeof annotation !== 'object' || annotation === null) return false;
  const widget = annotation as Widget;
  const flags = typeof widget['annotationFlags'] === 'number' ? widget['annotationFlags'] : 0;
  return widget['subtype'] === 'Widget' && widget['hidden'] !== true && (flags & UNSEEN_FLAGS) === 0;
}

function fieldOf(widget: Widget, name: string, place: PageRegion): FormField | undefined {
  const shared = {
    ...place,
    name,
    label: text(widget['alternativeText']),
    readOnly: widget['readOnly'] === true,
    required: widget['required'] === true,
  };
  if (widget['fieldType'] === 'Tx') return { ...shared, ...textField(widget) };
  if (widget['fieldType'] === 'Ch') return { ...shared, ...choiceField(widget) };
  if (widget['checkBox'] === true || widget['radioButton'] === true) return { ...shared, ...buttonField(widget) };
  return undefined;
}

type WithoutPlace<T> = T extends FormField
  ? Omit<T, keyof PageRegion | 'name' | 'label' | 'readOnly' | 'required'>
  : never;

function textField(widget: Widget): WithoutPlace<FormField> {
  const maxLength = widget['maxLen'];
  return {
    kind: 'text',
    multiline: widget['multiLine'] === true,
    maxLength: typeof maxLength === 'number' && maxLength > 0 ? maxLength : undefined,
    initialValue: text(widget['fieldValue']),
    fontSize: fontSizeOf(widget),
  };
}

function choiceField(widget: Widget): WithoutPlace<FormField> {
  const value = widget['fieldValue'];
  return {
    kind: 'choice',
    options: optionsOf(widget['options']),
    multiple: widget['multiSelect'] === true,
    editable: widget['combo'] === true && widget['edit'] === true,
    initialValue: Array.isArray(value) ? value.map(text).join('\n') : text(value),
    fontSize: fontSizeOf(widget),
  };
}

function buttonField(widget: Widget): WithoutPlace<FormField> {
  const isRadio = widget['radioButton'] === true;
  const exportValue = text(isRadio ? widget['buttonValue'] : widget['exportValue']);
  const value = text(widget['fieldValue']);
  return { kind: isRadio ? 'radio' : 'checkbox', exportValue, initialValue: value === 'Off' ? '' : value };
}

function optionsOf(options: unknown): FieldOption[] {
  if (!Array.isArray(options)) return [];
  return options.slice(0, MAX_OPTIONS).map((option: Widget) => {
    const value = text(option['exportValue']);
    return { value, text: text(option['displayValue']) || value };
  });
}

function fontSizeOf(widget: Widget): number {
  const appearance = widget['defaultAppearanceData'];
  const size =
    typeof appearance === 'object' && appearance !== null && 'fontSize' in appearance ? appearance.fontSize : 0;
  return typeof size === 'number' ? size : 0;
}

function cornersOf(viewport: PageViewport, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): number[] {
  const corners: unknown[][] = [viewport.convertToViewportPoint(x1, y1), viewport.convertToViewportPoint(x2, y2)];
  return numbers(corners.flat());
}

function regionOf(corners: readonly number[]): PageRegion {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((part): part is number => typeof part === 'number') : [];
}
