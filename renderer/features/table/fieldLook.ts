// How a field of a form is called and how large its letters are. Pure.
import type { FormField } from '../../core/documents/document.ts';
import { fieldTextSize } from '../../core/documents/fields/fieldTextSize.ts';
import { m } from '../../paraglide/messages.js';

/** What its maker wrote for people; else the field's own name, the last part of it with spaces. Choices of one name say which they are. */
export function fieldLabel(field: FormField): string {
  const name = field.label || plainName(field.name);
  const which = field.kind === 'radio' ? `${name}: ${field.exportValue}` : name;
  const notes = [
    ...(field.required ? [m.tableFieldRequired()] : []),
    ...(field.calculated ? [m.tableFieldCalculated()] : []),
  ];
  return notes.length === 0 ? which : `${which} (${notes.join(', ')})`;
}

/** Why nobody can fill it in here, in words; undefined for a field that people can fill in. */
export function closedReason(field: FormField): string | undefined {
  if (field.secret) return m.tableFieldSecret();
  return field.nameTooLong ? m.tableFieldNameTooLong() : undefined;
}

/** Signs. A longer value does not reach the other side. */
export const LONGEST_VALUE = 4_000;

/** What a person may type: what the form allows, and what both sides can hold. */
export function maxLengthOf(field: FormField): number {
  const asked = field.kind === 'text' ? field.maxLength : undefined;
  return Math.min(asked ?? LONGEST_VALUE, LONGEST_VALUE);
}

/** Points; 0 for fields without letters. */
export function textSizeOf(field: FormField): number {
  if (!('fontSize' in field)) return 0;
  const hasManyLines = (field.kind === 'text' && field.multiline) || (field.kind === 'choice' && field.multiple);
  return fieldTextSize(field.fontSize, field.height, hasManyLines);
}

/** `person_familyName[0]` → `Person family name`. Letters that stand together as capitals, as in IBAN, stay so. */
function plainName(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  const words = last
    .replace(/\[\d+\]$/, '')
    .replace(/[_-]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .trim()
    .split(/\s+/)
    .map((word) => (/^\p{Lu}\p{Ll}/u.test(word) ? word.toLowerCase() : word))
    .join(' ');
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
