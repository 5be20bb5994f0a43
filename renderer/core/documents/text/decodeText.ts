// Bytes to text, if they are text at all. Pure: knows encodings and markup, nothing of pages.

/** Signs that no text has: all below space but tab, line feed, form feed and carriage return; delete; and those of C1 but next line. */
// eslint-disable-next-line no-control-regex -- that is what is looked for
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]/;

/** The text without its byte order mark; undefined when the bytes are no UTF-8 and no UTF-16 with a mark, or hold control signs. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = decode(bytes, encodingOf(bytes));
  return text === undefined || CONTROL.test(text) ? undefined : text;
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What may stand before a document's first tag: white space and comments. */
const BEFORE_FIRST_TAG = /^(?:\s+|<!--[\s\S]*?-->)+/;
const KNOWN_START =
  /^<(?:\?xml|!doctype|!entity|!--|!\[cdata|(?:html|head|body|svg|script|style|iframe|object|embed|img|meta|link|title|table|div|a|p|br|form|math|video|audio|template)[\s/>])/i;
const ANY_TAG = /^<([a-z][\w:.-]*)(?:\s[^<>]*)?>/i;

/** True when the text is a page or a picture in disguise: it begins with a tag, as browsers tell it (WHATWG MIME Sniffing, 7.1). */
export function isMarkup(text: string): boolean {
  const start = text.slice(0, 4096).replace(BEFORE_FIRST_TAG, '');
  if (KNOWN_START.test(start)) return true;
  // Any other tag counts when it is closed again; `<anna@example.com> wrote:` is no markup.
  const name = ANY_TAG.exec(start)?.[1];
  return name !== undefined && text.toLowerCase().includes(`</${name.toLowerCase()}`);
}
