// Tools, colours and marks in words.
import type { Annotation, AnnotationColour } from '../../../signalling/protocol/assist.ts';
import { m } from '../../paraglide/messages.js';
import type { Tool } from './annotations.svelte.ts';

export const TOOL_WORDS: Readonly<Record<Tool, () => string>> = {
  move: m.inkToolMove,
  pointer: m.inkToolPointer,
  pen: m.inkToolPen,
  highlighter: m.inkToolHighlighter,
  arrow: m.inkToolArrow,
  rectangle: m.inkToolRectangle,
  note: m.inkToolNote,
};

export const COLOUR_WORDS: Readonly<Record<AnnotationColour, () => string>> = {
  blue: m.inkColourBlue,
  vermillion: m.inkColourVermillion,
  green: m.inkColourGreen,
  purple: m.inkColourPurple,
  black: m.inkColourBlack,
};

/** A mark for those who hear it. */
export function describeAnnotation({ tool, colour, text }: Annotation, author: string): string {
  if (tool === 'note') return m.inkNoteBy({ author, text: text ?? '' });
  return m.inkMarkBy({ tool: TOOL_WORDS[tool](), colour: COLOUR_WORDS[colour](), author });
}
