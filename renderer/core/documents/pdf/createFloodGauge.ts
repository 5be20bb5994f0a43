// Tells a flood of drawing instructions or text from what a page needs. Knows the messages of pdf.js's worker by shape only.

/** A survey map has some hundred thousand instructions; this many would fill the page's memory. */
const MAX_PARTS = 3_000_000;

export type FloodGauge = {
  /** True when this message makes it too many since the last `reset`. */
  isFlood: (message: unknown) => boolean;
  /** A new piece of work begins. */
  reset: () => void;
};

export function createFloodGauge(maxParts: number = MAX_PARTS): FloodGauge {
  let parts = 0;
  return {
    isFlood: (message) => {
      parts += partsIn(message);
      return parts > maxParts;
    },
    reset: () => {
      parts = 0;
    },
  };
}

/** Chunks of a stream carry either `fnArray` (instructions) or `items` (runs of text). */
function partsIn(message: unknown): number {
  if (typeof message !== 'object' || message === null || !('chunk' in message)) return 0;
  const { chunk } = message;
  if (typeof chunk !== 'object' || chunk === null) return 0;
  if ('fnArray' in chunk && Array.isArray(chunk.fnArray)) return chunk.fnArray.length;
  return 'items' in chunk && Array.isArray(chunk.items) ? chunk.items.length : 0;
}
