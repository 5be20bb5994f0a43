// What every open document can do, whatever its type. Types only: points are 1/72 inch, pages count from 1, origin top left.
import type { DocumentProblem, DocumentResult } from './documentProblem.ts';
import type { DocumentType } from './sniffType.ts';

/** Points. */
export type PageSize = { width: number; height: number };

/** A part of a page in points. */
export type PageRegion = { x: number; y: number; width: number; height: number };

/** A run of text where it stands on the page; `x`, `y` is its upper left corner before it is turned by `angleDegrees` around it. */
export type TextItem = {
  text: string;
  x: number;
  y: number;
  /** Along the direction of writing. 0 when not known. */
  width: number;
  height: number;
  angleDegrees: number;
  direction: 'ltr' | 'rtl';
  endsLine: boolean;
};

/** How a field looks beside its letters. Colours are `#rrggbb`. */
export type FieldLook = {
  background: string | undefined;
  border: { colour: string; widthPoints: number } | undefined;
  textColour: string;
  align: 'left' | 'center' | 'right';
  /** By which its text is turned on the seen page, clockwise. */
  turnDegrees: 0 | 90 | 180 | 270;
};

type FieldPlace = PageRegion & {
  /** What both sides and the file call it. Widgets of one name share one value. */
  name: string;
  /** Its name is longer than what both sides can tell each other: it only shows. */
  nameTooLong: boolean;
  /** The form computes it by a script, which never runs here. */
  calculated: boolean;
  /** Made for a password, which is nothing for somebody else's screen: it only shows, and shows nothing. */
  secret: boolean;
  look: FieldLook;
  /** What the form's maker wrote for people, if anything. */
  label: string;
  initialValue: string;
  readOnly: boolean;
  required: boolean;
};

/**
 * A widget of a PDF form. Values are strings: a text; for check boxes and radio buttons the export value, or '' for none; for choices the
 * export values, one a line. `fontSize` is what the form asks for, in points; 0 when it leaves that open.
 */
export type FormField =
  | (FieldPlace & {
      kind: 'text';
      multiline: boolean;
      maxLength: number | undefined;
      /** One letter a cell, `maxLength` cells. */
      comb: boolean;
      fontSize: number;
    })
  | (FieldPlace & { kind: 'checkbox' | 'radio'; exportValue: string })
  | (FieldPlace & {
      kind: 'choice';
      options: readonly FieldOption[];
      multiple: boolean;
      /** Shown as one line that opens, not as a list. */
      dropdown: boolean;
      /** Takes values of one's own. */
      editable: boolean;
      fontSize: number;
    });

export type FieldOption = { value: string; text: string };

export type RenderOptions = {
  /** Device pixels per point. Bounded by what a canvas can hold; the canvas says what came of it. */
  scale: number;
  /** Only this part; the canvas is then as large as the part. */
  region?: PageRegion;
  /** Waits until nobody looks at anything else: thumbnails, pages ahead. */
  inBackground?: boolean;
};

export type RenderOutcome = { ok: true } | { ok: false; problem: DocumentProblem | 'cancelled' };

export type RenderJob = { finished: Promise<RenderOutcome>; cancel: () => void };

/** `xfaForm`: its form is of a kind that only few programs can fill in (XFA); here it has no fields. */
export type DocumentNotice = 'xfaForm';

export type OpenDocument = {
  readonly type: DocumentType;
  readonly pageCount: number;
  pageSize: (page: number, inBackground?: boolean) => Promise<DocumentResult<PageSize>>;
  /** Sizes the canvas and draws on it. Text and forms are not waited for. */
  render: (page: number, canvas: HTMLCanvasElement, options: RenderOptions) => RenderJob;
  textOf: (page: number, inBackground?: boolean) => Promise<DocumentResult<readonly TextItem[]>>;
  fieldsOf: (page: number) => Promise<DocumentResult<readonly FormField[]>>;
  /** What people should know of the document as a whole. Undefined for nothing. */
  noticeOf: () => Promise<DocumentNotice | undefined>;
  /** Frees everything; whatever is under way ends as `closed`. */
  close: () => void;
};
