// What the agent is told of a form before they ask for agreement to it. Knows fields and values; says no words.
import type { FormField, OpenDocument } from '../../core/documents/document.ts';

export type FormConcerns = {
  /** Fields that the form works out by itself, though something was filled in: nothing here has worked them out anew. */
  calculated: readonly string[];
  /** Required, and nothing stands in them. */
  missing: readonly string[];
};

/** Named as people read them, each once. A page that cannot be read has no fields. */
export async function formConcernsOf(
  document: Pick<OpenDocument, 'pageCount' | 'fieldsOf'>,
  values: Readonly<Record<string, string>>,
): Promise<FormConcerns> {
  const fields: FormField[] = [];
  for (let page = 1; page <= document.pageCount; page += 1) {
    const read = await document.fieldsOf(page);
    if (read.ok) fields.push(...read.value);
  }
  const isTouched = Object.keys(values).length > 0;
  const valueOf = ({ name, initialValue }: FormField): string => values[name] ?? initialValue;
  return {
    calculated: isTouched ? labelsOf(fields.filter((field) => field.calculated)) : [],
    missing: labelsOf(fields.filter((field) => field.required && !field.readOnly && valueOf(field).trim() === '')),
  };
}

function labelsOf(fields: readonly FormField[]): string[] {
  const byName = new Map(fields.map((field) => [field.name, field.label || field.name]));
  return [...new Set(byName.values())];
}
