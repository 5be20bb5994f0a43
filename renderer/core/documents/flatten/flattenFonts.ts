// The fonts of an agreed file: ours, of which only the letters that are used are embedded, and one without letters for text that lies beneath its
// picture. Knows pdf-lib.
import {
  beginText,
  endText,
  PDFHexString,
  PDFString,
  setCharacterSqueeze,
  setFontAndSize,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  TextRenderingMode,
  type PDFDocument,
  type PDFFont,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import type { FontName, TextMark } from '../marks/mark.ts';
import type { PageFonts } from '../marks/pageFont.ts';

export type FlattenFonts = Readonly<Record<FontName, PDFFont>> & {
  /** What a page calls the font. */
  nameOn: (page: PDFPage, font: FontName) => PDFName;
  /** Text that is found and read aloud, and not seen. */
  hiddenText: (page: PDFPage, mark: TextMark) => PDFOperator[];
};

/** Letters stand as they are, each for itself: what is laid out side by side must not join. */
const FEATURES = { liga: false, clig: false, kern: false, calt: false, locl: false };
/** Of the size: how wide each letter of the hidden font is. */
const HIDDEN_WIDTH = 0.5;

export async function embedFonts(pdf: PDFDocument, { sans, mono }: PageFonts): Promise<FlattenFonts> {
  const fontkit = await import('fontkit');
  pdf.registerFontkit(fontkit);
  const embed = async (bytes: Uint8Array): Promise<PDFFont> =>
    pdf.embedFont(bytes, { subset: true, features: FEATURES });
  const fonts = { sans: await embed(sans.bytes), mono: await embed(mono.bytes) };
  const names = new Map<string, PDFName>();
  let hidden: PDFRef | undefined;
  const nameOf = (page: PDFPage, kind: string, ref: () => PDFRef): PDFName => {
    const key = `${page.ref.toString()} ${kind}`;
    const known = names.get(key);
    if (known) return known;
    const name = page.node.newFontDictionary(`Visavis-${kind}`, ref());
    names.set(key, name);
    return name;
  };
  return {
    ...fonts,
    nameOn: (page, font) => nameOf(page, font, () => fonts[font].ref),
    hiddenText: (page, mark) =>
      hiddenOperators(
        nameOf(page, 'hidden', () => (hidden ??= hiddenFont(pdf))),
        mark,
      ),
  };
}

function hiddenOperators(name: PDFName, mark: TextMark): PDFOperator[] {
  const natural = mark.text.length * HIDDEN_WIDTH * mark.sizePoints;
  return [
    beginText(),
    setTextRenderingMode(TextRenderingMode.Invisible),
    setFontAndSize(name, mark.sizePoints),
    setCharacterSqueeze(natural === 0 ? 100 : (100 * mark.width * mark.stretch) / natural),
    setTextMatrix(1, 0, 0, -1, mark.x, mark.baseline),
    showText(PDFHexString.of(utf16(mark.text))),
    setCharacterSqueeze(100),
    setTextRenderingMode(TextRenderingMode.Fill),
    endText(),
  ];
}

function utf16(text: string): string {
  return Array.from({ length: text.length }, (_none, index) =>
    text.charCodeAt(index).toString(16).padStart(4, '0'),
  ).join('');
}

/** Codes are UTF-16 units and mean themselves (ISO 32000-1, 9.7.6 and 9.10.3). */
function hiddenFont(pdf: PDFDocument): PDFRef {
  const { context } = pdf;
  const toUnicode = context.register(context.stream(TO_UNICODE));
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: 'VisavisHidden',
      Flags: 4,
      FontBBox: [0, 0, 500, 1000],
      ItalicAngle: 0,
      Ascent: 1000,
      Descent: 0,
      CapHeight: 1000,
      StemV: 80,
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: 'VisavisHidden',
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: descriptor,
      DW: 1000 * HIDDEN_WIDTH,
      CIDToGIDMap: 'Identity',
    }),
  );
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'VisavisHidden',
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: toUnicode,
    }),
  );
}

const TO_UNICODE = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
