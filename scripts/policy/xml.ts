// XML as text: elements with what they need, indented for people who read it. Knows no vocabulary.
export type Xml = { readonly name: string; readonly attributes: Attributes; readonly content: readonly Xml[] | string };
type Attributes = Readonly<Record<string, string | number>>;

export function xml(name: string, attributes: Attributes = {}, content: readonly Xml[] | string = []): Xml {
  return { name, attributes, content };
}

/** `doctype`: what stands between the declaration and the first element. */
export function xmlText(root: Xml, doctype = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${doctype}${textOf(root, '')}`;
}

function textOf({ name, attributes, content }: Xml, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const open = `${indent}<${name}${said.join('')}`;
  if (content.length === 0) return `${open}/>\n`;
  if (typeof content === 'string') return `${open}>${escaped(content)}</${name}>\n`;
  return `${open}>\n${content.map((child) => textOf(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
