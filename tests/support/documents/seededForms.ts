// Forms as a thousand tools might make them, each from its seed alone: kinds of fields, flags, turned and cropped pages, encodings, missing
// appearances, fields in one with their widgets and apart, values in many scripts. Knows what must be read of each, and what must not.
import { Buffer } from 'node:buffer';
import { rawPdf, type RawObject } from './rawPdf.ts';

export type SeededForm = {
  bytes: Buffer;
  /** What people fill in. */
  fields: Record<string, string>;
  /** What must be read in the agreed file, and what must not. */
  shown: readonly string[];
  hidden: readonly string[];
  /** For people: what is special about it. */
  kind: string;
};

type Random = {
  below: (count: number) => number;
  pick: <T>(from: readonly T[]) => T;
  chance: (share: number) => boolean;
};

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    pick: (from) => from[below(from.length)] ?? (from[0] as (typeof from)[number]),
    chance: (share) => next() < share,
  };
}

const VALUES = [
  'Anna Favre',
  '1’234.50 CHF',
  'Łukasz Żółw',
  'Nguyễn Thị Ánh',
  'Ελένη Παπαδοπούλου',
  'Мария Иванова',
  'Zoë Ümlaut–Dash',
  '山田 太郎',
  'שלום עולם',
  'مرحبا',
  'a',
  '12/11/2026',
  '(brackets) \\ and % signs',
];
const PAGES = [
  '',
  '/Rotate 90',
  '/Rotate 180',
  '/Rotate 270',
  '/CropBox [10 20 390 380]',
  '/Rotate 90 /CropBox [10 20 390 380]',
  '/UserUnit 1.5',
  '/MediaBox [-50 -60 350 380]',
];
const GROUNDS = ['', '/MK << /BC [0 0 0] >> /BS << /W 1 >>', '/MK << /BG [1 1 0.8] >>', '/MK << /R 180 /BC [1 0 0] >>'];
const APPEARANCES = ['/DA (/Helv 0 Tf 0 g)', '/DA (/Helv 11 Tf 0 g)', '/DA (/Helv 9 Tf 0 0 1 rg)', ''];
const FLAG = { readOnly: 1, multiline: 1 << 12, comb: 1 << 24, combo: 1 << 17, edit: 1 << 18, multi: 1 << 21 };

type Made = {
  /** Of the field; the widget's own stand apart, so that both can be one dictionary or two. */
  field: string;
  widget: string;
  name: string;
  value: string | undefined;
  shown: string[];
};

/** A form of its seed: the same one gives the same bytes. */
export function seededForm(seed: number): SeededForm {
  const random = randomOf(seed);
  const page = random.pick(PAGES);
  const made = Array.from({ length: 2 + random.below(5) }, (_none, index) => makeField(random, index, seed));
  const secrets = random.chance(0.4) ? [`Secret${seed}x`] : [];
  const objects = layOut(random, made, secrets, page);
  return {
    bytes: rawPdf(objects),
    fields: Object.fromEntries(
      made.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
    ),
    shown: made.flatMap(({ shown }) => shown),
    hidden: secrets,
    kind: `${page === '' ? 'plain page' : page}; ${made.map(({ field }) => /FT \/(\w+)/.exec(field)?.[1] ?? '').join(' ')}`,
  };
}

function makeField(random: Random, index: number, seed: number): Made {
  const name = `${random.pick(['field', 'person.name', 'Zahl', 'form[0].x'])}${index}`.replaceAll(
    '.',
    index % 2 === 0 ? '' : '_',
  );
  const value = random.pick(VALUES);
  const widget = `${random.pick(GROUNDS)} /F ${random.pick([4, 4, 4, 0, 68])}`;
  const common = { name, widget };
  const appearance = random.pick(APPEARANCES);
  switch (random.below(7)) {
    case 0:
      return { ...common, field: `/FT /Tx ${appearance}`, value, shown: [value] };
    case 1:
      return {
        ...common,
        field: `/FT /Tx /Ff ${FLAG.multiline} ${appearance} /Q ${random.below(3)}`,
        value: `${value}\nLine ${index}`,
        shown: [value, `Line ${index}`],
      };
    case 2:
      return {
        ...common,
        field: `/FT /Tx /Ff ${FLAG.comb} /MaxLen 14 ${appearance}`,
        value: `CH${seed % 1000}`,
        shown: [`CH${seed % 1000}`],
      };
    case 3: {
      const options = `/Opt [(One) (Two) ${textString(value)}]`;
      return {
        ...common,
        field: `/FT /Ch /Ff ${FLAG.combo + random.pick([0, FLAG.edit])} ${options} ${appearance}`,
        value,
        shown: [value],
      };
    }
    case 4: {
      const options = '/Opt [[(a) (Alpha)] [(b) (Beta)] [(c) (Gamma)]]';
      return { ...common, field: `/FT /Ch /Ff ${FLAG.multi} ${options} ${appearance}`, value: 'b', shown: ['Beta'] };
    }
    case 5: {
      const isOn = random.chance(0.5);
      return {
        ...common,
        field: '/FT /Btn',
        widget: `${widget} /AP << /N << /Yes 6 0 R /Off 7 0 R >> >>`,
        value: isOn ? 'Yes' : '',
        shown: [],
      };
    }
    default:
      // Untouched, and with a value from the start.
      return {
        ...common,
        field: `/FT /Tx /Ff ${random.pick([0, FLAG.readOnly])} ${appearance} /V ${textString(value)}`,
        value: undefined,
        shown: [value],
      };
  }
}

/** As UTF-16 with a mark, or in PDF's own encoding where that is enough. */
function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return `<${bytes.toString('hex')}>`;
}

const FIRST_FIELD = 8;

function layOut(random: Random, made: readonly Made[], secrets: readonly string[], page: string): RawObject[] {
  const fields: string[] = [];
  const refs: string[] = [];
  const widgets: string[] = [];
  made.forEach(({ field, widget, name }, index) => {
    const height = field.includes(`/Ff ${FLAG.multiline} `) ? 40 : random.pick([18, 22, 40]);
    const top = 320 - 48 * index;
    const place = `/Rect [40 ${top} 300 ${top + height}]`;
    const head = '<< /Type /Annot /Subtype /Widget /P 3 0 R';
    const number = FIRST_FIELD + fields.length;
    if (random.chance(0.5)) {
      // Field and widget are one dictionary.
      fields.push(`${head} /T ${textString(name)} ${field} ${widget} ${place} >>`);
      widgets.push(`${number} 0 R`);
    } else {
      fields.push(`<< /T ${textString(name)} ${field} /Kids [${number + 1} 0 R] >>`);
      fields.push(`${head} /Parent ${number} 0 R ${widget} ${place} >>`);
      widgets.push(`${number + 1} 0 R`);
    }
    refs.push(`${number} 0 R`);
  });
  for (const secret of secrets) {
    const number = FIRST_FIELD + fields.length;
    fields.push(
      `<< /Type /Annot /Subtype /Widget /P 3 0 R /T (h) /FT /Tx /V (${secret}) /F ${random.pick([2, 32, 34])} /Rect [40 20 300 40] /AP << /N 6 0 R >> >>`,
    );
    widgets.push(`${number} 0 R`);
    refs.push(`${number} 0 R`);
  }
  const needs = random.chance(0.3) ? '/NeedAppearances true' : '';
  return [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R ${page.includes('/MediaBox') ? '' : '/MediaBox [0 0 400 400]'} ${page} /Resources << /Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R /Annots [${widgets.join(' ')}] >>`,
    { entries: '', stream: Buffer.from('BT /Helv 9 Tf 40 360 Td (Printed on the page) Tj ET') },
    `<< /Fields [${refs.join(' ')}] /DA (/Helv 0 Tf 0 g) ${needs} >>`,
    { entries: '/Type /XObject /Subtype /Form /BBox [0 0 20 20]', stream: Buffer.from('0 g 4 4 12 12 re f') },
    { entries: '/Type /XObject /Subtype /Form /BBox [0 0 20 20]', stream: Buffer.from('') },
    ...fields,
  ];
}
