// How a field of a form is called and how large its letters are. Pure.
import type { FormField } from '../../core/documents/document.ts';
import { fieldTextSize } from '../../core/documents/fieldTextSize.ts';
import { m } from '../../paraglide/messages.js';

/** What its maker wrote for people; else the field's own name, the last part of it with spaces. Choices of one name say which they are. */
export function fieldLabel(field: FormField): string {
  const name = field.label || plainName(field.name);
  const which = field.kind === 'radio' ? `${name}: ${field.exportValue}` : name;
  return field.required ? `${which} (${m.tableFieldRequired()})` : which;
}

/** Points; 0 for fields without letters. */
export function textSizeOf(field: FormField): number {
  if (!('fontSize' in field)) return 0;
  const hasManyLines = (field.kind === 'text' && field.multiline) || (field.kind === 'choice' && field.multiple);
  return fieldTextSize(field.fontSize, field.height, hasManyLines);
}

function plainName(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  return (
    last
      .replace(/\[\d+\]$/, '')
      .replace(/[_-]+/g, ' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .trim() || name
  );
}
