// What was filled in and drawn on one document, as one side has it. Knows the shared maps; not what becomes of it.
import type { Annotation } from '../../../signalling/protocol/assist.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { fileIdOf } from '../../core/assist/fileChunk.ts';

export type DocumentContent = {
  /** By field name. */
  fields: Readonly<Record<string, string>>;
  /** By page, from 1. */
  annotations: ReadonlyMap<number, readonly Annotation[]>;
};

type Maps = Pick<AssistRoom['maps'], 'fields' | 'ink'>;

export function contentOf({ fields, ink }: Maps, fileId: string): DocumentContent {
  const own = [...fields.entries.values()].filter((field) => field.fileId === fileId);
  return {
    fields: Object.fromEntries(own.map(({ name, value }) => [name, value])),
    annotations: annotationsByPage(ink, fileId),
  };
}

/** The same on both sides when both have the same, in whatever order it came. */
export function contentText(maps: Maps, fileId: string): string {
  const { fields, annotations } = contentOf(maps, fileId);
  const marks = [...annotations.values()].flat().toSorted((a, b) => (a.inkId < b.inkId ? -1 : 1));
  return JSON.stringify([
    Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    marks.map(({ inkId, by, surface, tool, colour, widthUnits, points, text }) => [
      ...[inkId, by, surface, tool, colour, widthUnits, points, text ?? ''],
    ]),
  ]);
}

/** SHA-256, in hexadecimal. */
export function hashOfText(text: string): Promise<string> {
  return fileIdOf(new TextEncoder().encode(text).buffer);
}

function annotationsByPage(map: Maps['ink'], fileId: string): ReadonlyMap<number, readonly Annotation[]> {
  const pages = new Map<number, Annotation[]>();
  for (const annotation of map.entries.values()) {
    const [kind, of, page] = annotation.surface.split(':');
    if (kind === 'page' && of === fileId) pages.set(Number(page), [...(pages.get(Number(page)) ?? []), annotation]);
  }
  return pages;
}
