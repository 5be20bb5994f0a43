// Breaks text into lines. Pure: whoever calls says how wide a piece is.

/** Lines no wider than `maxWidth` by `measure`, broken at spaces where there are any. */
export function wrapText(text: string, maxWidth: number, measure: (part: string) => number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, maxWidth, measure));
}

function wrapLine(line: string, maxWidth: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    if (measure((current + word).trimEnd()) <= maxWidth) {
      current += word;
      continue;
    }
    if (current !== '') lines.push(current.trimEnd());
    current = '';
    for (const sign of word) {
      if (current !== '' && measure(current + sign) > maxWidth) {
        lines.push(current);
        current = '';
      }
      current += sign;
    }
  }
  return [...lines, current.trimEnd()];
}
