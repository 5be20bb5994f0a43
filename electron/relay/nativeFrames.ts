// Native messaging's framing: four bytes of length, little-endian as on every machine that runs us, then JSON. Knows no meaning.

const HEADER_BYTES = 4;

export function frameOf(json: string): Buffer {
  const body = Buffer.from(json, 'utf8');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(body.length);
  return Buffer.concat([header, body]);
}

/** Returns what takes the chunks; it returns false once a frame was announced that is larger than `maxBytes`. */
export function createFrameReader(maxBytes: number, onFrame: (json: string) => void): (chunk: Buffer) => boolean {
  let rest = Buffer.alloc(0);
  let isBroken = false;
  return (chunk) => {
    if (isBroken) return false;
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_BYTES) {
      const bodyBytes = rest.readUInt32LE(0);
      if (bodyBytes > maxBytes) {
        isBroken = true;
        rest = Buffer.alloc(0);
        return false;
      }
      if (rest.length < HEADER_BYTES + bodyBytes) break;
      onFrame(rest.subarray(HEADER_BYTES, HEADER_BYTES + bodyBytes).toString('utf8'));
      rest = rest.subarray(HEADER_BYTES + bodyBytes);
    }
    return true;
  };
}
