// Pictures as far as their headers go: enough to be taken for what they are, and small.
function bytesOf(...parts: readonly (string | number | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? Array.from(part, (letter) => letter.charCodeAt(0))
        : typeof part === 'number'
          ? [part]
          : part,
    ),
  );
}
const bigEndian = (value: number, length: number): number[] =>
  Array.from({ length }, (_, index) => (value >>> (8 * (length - 1 - index))) & 0xff);
const littleEndian = (value: number, length: number): number[] => bigEndian(value, length).reverse();

export function pngOf(width: number, height: number): Uint8Array {
  const header = [...bigEndian(width, 4), ...bigEndian(height, 4), 8, 2, 0, 0, 0];
  return bytesOf(0x89, 'PNG\r\n\u001a\n', bigEndian(13, 4), 'IHDR', header, [0, 0, 0, 0]);
}

/** With a segment of an application before the frame, as cameras write them; the frame header is padded with 0xFF. */
export function jpegOf(width: number, height: number): Uint8Array {
  const frame = [8, ...bigEndian(height, 2), ...bigEndian(width, 2), 3, 1, 0x22, 0];
  return bytesOf([0xff, 0xd8, 0xff, 0xe1], bigEndian(8, 2), 'Exif\0\0', [0xff, 0xff, 0xc0], bigEndian(17, 2), frame);
}

export function webpOf(form: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Uint8Array {
  const head = (body: readonly number[]) =>
    bytesOf('RIFF', littleEndian(body.length + 12, 4), 'WEBP', form, littleEndian(body.length, 4), body);
  if (form === 'VP8 ') return head([0, 0, 0, 0x9d, 0x01, 0x2a, ...littleEndian(width, 2), ...littleEndian(height, 2)]);
  if (form === 'VP8L') return head([0x2f, ...littleEndian((width - 1) | ((height - 1) << 14), 4)]);
  return head([0, 0, 0, 0, ...littleEndian(width - 1, 3), ...littleEndian(height - 1, 3)]);
}
