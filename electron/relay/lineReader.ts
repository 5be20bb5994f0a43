// Cuts a stream of bytes into lines, none longer than a bound. Knows nothing of what is in them.

/** Returns what takes the chunks; it returns false once a line was too long, and from then on ignores everything. */
export function createLineReader(maxBytes: number, onLine: (line: string) => void): (chunk: Buffer) => boolean {
  let rest = Buffer.alloc(0);
  let isBroken = false;
  return (chunk) => {
    if (isBroken) return false;
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0x0a); end !== -1; end = rest.indexOf(0x0a)) {
      if (end > maxBytes) break;
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      if (line !== '') onLine(line);
    }
    isBroken = rest.length > maxBytes;
    if (isBroken) rest = Buffer.alloc(0);
    return !isBroken;
  };
}
