// What ITU-T T.140 says of text that goes letter by letter, as far as it is used here.

/** Erases the last letter. */
export const BACKSPACE = '\u0008';
/** Ends a line; CR LF, CR and LF are taken for it, too. */
export const NEW_LINE = '\u2028';
/** Stands where letters may have been lost (T.140 Addendum 1). */
export const MISSING = '\uFFFD';
/** "Start of string" and "string terminator": what stands between them is not shown to anybody. */
const START_OF_STRING = '\u0098';
const STRING_TERMINATOR = '\u009C';

/** Says how many code points of the other side's have been heard so far: first on every channel, so that the other goes on from there. */
export function heardReport(count: number): string {
  return `${START_OF_STRING}heard ${String(count)}${STRING_TERMINATOR}`;
}

const REPORT = /^\u0098heard (\d{1,9})\u009C$/;

/** Undefined: it is no such report. */
export function readHeardReport(text: string): number | undefined {
  const count = REPORT.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** What is sent when a line has become another: letters are erased back to where both begin alike, and typed anew from there. */
export function changeOf(before: string, after: string): string {
  const [was, is] = [Array.from(before), Array.from(after)];
  let alike = 0;
  while (alike < was.length && was[alike] === is[alike]) alike += 1;
  return BACKSPACE.repeat(was.length - alike) + is.slice(alike).join('');
}
