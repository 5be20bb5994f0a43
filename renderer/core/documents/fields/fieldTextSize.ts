// How large the letters in a form's field are, as long as they fit. Pure.

const MIN_POINTS = 6;
const MANY_LINES_POINTS = 12;
/** Of a field's height, what letters may take. */
const LETTER_SHARE = 0.68;

/** Points. `askedPoints` is what the form says; forms that leave it open (0), or ask for more than there is room for, get what fits. */
export function fieldTextSize(askedPoints: number, heightPoints: number, hasManyLines: boolean): number {
  const most = hasManyLines ? MANY_LINES_POINTS : heightPoints * LETTER_SHARE;
  return Math.max(MIN_POINTS, Math.min(askedPoints > 0 ? askedPoints : most, most));
}
