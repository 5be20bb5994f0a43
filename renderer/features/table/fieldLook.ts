// How a field of a form is called and how large its letters are. Pure.
import type { FormField } from '../../core/documents/document.ts';
import { m } from '../../paraglide/messages.js';

const MIN_TEXT_POINTS = 6;
const MANY_LINES_TEXT_POINTS = 12;
/** Of a field's height, what letters may take. */
const LETTER_SHARE = 0.68;

/** What its maker wrote for people; else the field's own name, the last part of it with spaces. Choices of one name say which they are. */
export function fieldLabel(field: FormField): string {
  const name = field.label || plainName(field.name);
  const which = field.kind === 'radio' ? `${name}: ${field.exportValue}` : name;
  return field.required ? `${which} (${m.tableFieldRequired()})` : which;
}

/** Points. Forms that leave the size open, or ask for more than fits, get what fits. */
export function textSizeOf(field: FormField): number {
  if (!('fontSize' in field)) return MANY_LINES_TEXT_POINTS;
  const isManyLines = (field.kind === 'text' && field.multiline) || (field.kind === 'choice' && field.multiple);
  const most = isManyLines ? MANY_LINES_TEXT_POINTS : field.height * LETTER_SHARE;
  return Math.max(MIN_TEXT_POINTS, Math.min(field.fontSize, most));
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
