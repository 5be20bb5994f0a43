// The widgets of a PDF form on one page. Knows pdf.js's annotations by shape: they come from a stranger's file.
import type { PageViewport, PDFPageProxy } from 'pdfjs-dist';
import type { FieldLook, FieldOption, FormField, PageRegion } from '../document.ts';

/** A tax form's fullest page has some 300. */
const MAX_FIELDS = 2_000;
const MAX_OPTIONS = 1_000;
/** Of a field's name: what both sides tell each other of a field holds no more (`fieldValueSchema`). */
const LONGEST_NAME = 200;
/** ISO 32000-1, table 165: hidden (bit 2) and not to be shown on a screen (bit 6). */
const UNSEEN_FLAGS = 0b10_0010;

type Widget = Readonly<Record<string, unknown>>;

/** Text, check boxes, radio buttons and choices; buttons and signatures are left as the page draws them. */
export async function pdfFields(page: PDFPageProxy): Promise<FormField[]> {
  const viewport = page.getViewport({ scale: 1 });
  const widgets = await seenWidgets(page);
  return widgets.flatMap((widget) => {
    const rect = numbers(widget['rect']);
    const place = regionOf(cornersOf(viewport, rect));
    const field = isOnPage(place, viewport) ? fieldOf(widget, viewport, place) : undefined;
    return field ? [field] : [];
  });
}

/** What pdf.js calls the widgets of `pdfFields`: it leaves them out when it draws the page. */
export async function fieldWidgetIds(page: PDFPageProxy): Promise<string[]> {
  const widgets = await seenWidgets(page);
  return widgets.map((widget) => text(widget['id'])).filter((id) => id !== '');
}

async function seenWidgets(page: PDFPageProxy): Promise<Widget[]> {
  const annotations: unknown[] = await page.getAnnotations({ intent: 'display' });
  return annotations
    .filter(isSeenWidget)
    .filter((widget) => isField(widget) && numbers(widget['rect']).length === 4)
    .slice(0, MAX_FIELDS);
}

function isSeenWidget(annotation: unknown): annotation is Widget {
  if (typeof annotation !== 'object' || annotation === null) return false;
  const widget = annotation as Widget;
  const flags = typeof widget['annotationFlags'] === 'number' ? widget['annotationFlags'] : 0;
  return widget['subtype'] === 'Widget' && widget['hidden'] !== true && (flags & UNSEEN_FLAGS) === 0;
}

/** Beside the page nobody sees a field, and no reader finds its text. */
function isOnPage({ x, y, width, height }: PageRegion, page: PageViewport): boolean {
  return x < page.width && y < page.height && x + width > 0 && y + height > 0;
}

function isField(widget: Widget): boolean {
  const type = widget['fieldType'];
  const isKnown = type === 'Tx' || type === 'Ch' || widget['checkBox'] === true || widget['radioButton'] === true;
  return isKnown && text(widget['fieldName']) !== '';
}

function fieldOf(widget: Widget, viewport: PageViewport, place: PageRegion): FormField | undefined {
  const name = text(widget['fieldName']);
  const shared = {
    ...place,
    name,
    nameTooLong: name.length > LONGEST_NAME,
    label: text(widget['alternativeText']),
    readOnly: widget['readOnly'] === true,
    required: widget['required'] === true,
    calculated: isCalculated(widget['actions']),
    secret: widget['password'] === true,
    look: lookOf(widget, viewport.rotation, place),
  };
  if (widget['fieldType'] === 'Tx') return { ...shared, ...textField(widget) };
  if (widget['fieldType'] === 'Ch') return { ...shared, ...choiceField(widget) };
  if (widget['checkBox'] === true || widget['radioButton'] === true) return { ...shared, ...buttonField(widget) };
  return undefined;
}

type WithoutPlace<T> = T extends FormField ? Pick<T, Exclude<keyof T, SharedKey>> : never;
type SharedKey =
  keyof PageRegion | ('name' | 'nameTooLong' | 'label' | 'readOnly' | 'required' | 'calculated' | 'secret' | 'look');

function textField(widget: Widget): WithoutPlace<FormField> {
  const most = widget['maxLen'];
  const maxLength = typeof most === 'number' && most > 0 ? most : undefined;
  return {
    kind: 'text',
    multiline: widget['multiLine'] === true,
    maxLength,
    comb: widget['comb'] === true && maxLength !== undefined,
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
    dropdown: widget['combo'] === true,
    editable: widget['combo'] === true && isEditable(widget),
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

/** ISO 32000-1, table 230: bit 19. */
function isEditable(widget: Widget): boolean {
  const flags = widget['fieldFlags'];
  return typeof flags === 'number' && (flags & (1 << 18)) !== 0;
}

/** pdf.js names events as JavaScript for PDF does. */
function isCalculated(actions: unknown): boolean {
  return actions instanceof Map && actions.has('Calculate');
}

function lookOf(widget: Widget, pageTurn: number, place: PageRegion): FieldLook {
  const align = (['left', 'center', 'right'] as const)[numberOr(widget['textAlignment'], 0)] ?? 'left';
  const border = colourOf(widget['borderColor']);
  return {
    background: colourOf(widget['backgroundColor']),
    border: border === undefined ? undefined : { colour: border, widthPoints: borderWidthOf(widget['borderStyle']) },
    textColour: colourOf(appearanceOf(widget)['fontColor']) ?? '#000000',
    align,
    turnDegrees: turnOf(numberOr(widget['rotation'], 0), pageTurn, place),
  };
}

/** A form that says nothing of its own, on a page that is turned: upright, unless the field is a column that only fits what lies along it. */
function turnOf(own: number, pageTurn: number, { width, height }: PageRegion): FieldLook['turnDegrees'] {
  if (own === 0 && (pageTurn % 180 === 0 || width >= height)) return 0;
  return quarterTurns(pageTurn - own);
}

function quarterTurns(degrees: number): FieldLook['turnDegrees'] {
  return ([0, 90, 180, 270] as const)[(((degrees / 90) % 4) + 4) % 4] ?? 0;
}

function borderWidthOf(style: unknown): number {
  const width = typeof style === 'object' && style !== null && 'width' in style ? numberOr(style.width, 1) : 1;
  return Math.min(12, Math.max(0, width));
}

/** `#rrggbb` of the three bytes that pdf.js gives. */
function colourOf(bytes: unknown): string | undefined {
  if (!(bytes instanceof Uint8ClampedArray || bytes instanceof Uint8Array) || bytes.length < 3) return undefined;
  return `#${[...bytes.subarray(0, 3)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function appearanceOf(widget: Widget): Readonly<Record<string, unknown>> {
  const appearance = widget['defaultAppearanceData'];
  return typeof appearance === 'object' && appearance !== null ? { ...appearance } : {};
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function optionsOf(options: unknown): FieldOption[] {
  if (!Array.isArray(options)) return [];
  return options.slice(0, MAX_OPTIONS).map((option: Widget) => {
    const value = text(option['exportValue']);
    return { value, text: text(option['displayValue']) || value };
  });
}

function fontSizeOf(widget: Widget): number {
  return numberOr(appearanceOf(widget)['fontSize'], 0);
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
