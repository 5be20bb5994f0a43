// Everything that is seen on a page besides what its file draws: lines of a text, values of fields, annotations. The agreed file is written from it and
// its proof is drawn from it.
import type { OpenDocument, PageSize } from '../document.ts';
import { good, type DocumentResult } from '../documentProblem.ts';
import { fieldMarks } from '../fields/fieldMarks.ts';
import type { Annotation } from '../annotation.ts';
import { annotationGroup } from '../marks/annotationMarks.ts';
import type { Lettering } from '../marks/layText.ts';
import type { MarkGroup } from '../marks/mark.ts';
import { textMarks } from '../text/textMarks.ts';

export type SeenInput = {
  source: OpenDocument;
  page: number;
  fields: Readonly<Record<string, string>>;
  annotations: ReadonlyMap<number, readonly Annotation[]>;
  lettering: Lettering;
};

export type SeenMarks = {
  size: PageSize;
  /** In the points of the seen page. */
  groups: readonly MarkGroup[];
  /** What the table draws over the page; the lines of a text are its page. */
  overlaid: readonly MarkGroup[];
  /** The names of fields whose value cannot be seen as a whole. */
  overflowing: readonly string[];
};

/** Problems: those of the document. */
export async function seenMarks(input: SeenInput): Promise<DocumentResult<SeenMarks>> {
  const { source, page, lettering } = input;
  const size = await source.pageSize(page);
  if (!size.ok) return size;
  const fields = await source.fieldsOf(page);
  if (!fields.ok) return fields;
  const drawn = fields.value.map((field) => {
    const value = Object.hasOwn(input.fields, field.name) ? input.fields[field.name] : undefined;
    return { name: field.name, ...fieldMarks(field, value ?? field.initialValue, lettering) };
  });
  const annotations = input.annotations.get(page) ?? [];
  const overlaid = [
    ...drawn.map(({ group }) => group).filter(({ marks }) => marks.length > 0),
    ...(annotations.length > 0 ? [annotationGroup(annotations, size.value, lettering)] : []),
  ];
  const lines = source.type === 'text' ? await source.textOf(page) : good([]);
  if (!lines.ok) return lines;
  return good({
    size: size.value,
    groups: [...(source.type === 'text' ? [textMarks(lines.value, lettering)] : []), ...overlaid],
    overlaid,
    overflowing: drawn.filter(({ overflows }) => overflows).map(({ name }) => name),
  });
}
