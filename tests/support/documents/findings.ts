// Files with which something once went wrong. Each was made by ourselves, small, and without anybody's data.
import { readFileSync } from 'node:fs';
import type { Buffer } from 'node:buffer';

export type Finding =
  | 'calculated-total.pdf'
  | 'cmyk.jpg'
  | 'dropdown-editable.pdf'
  | 'dropdown-empty-no-appearance.pdf'
  | 'dropdown-placeholder-not-in-list.pdf'
  | 'hidden-fields.pdf'
  | 'long-field-names.pdf'
  | 'multiline-merged.pdf'
  | 'pdf-after-bom.pdf'
  | 'png-exif-orientation-6.png'
  | 'rotated-page-field.pdf';

export function finding(name: Finding): Buffer {
  return readFileSync(new URL(`findings/${name}`, import.meta.url));
}
