// The text that a checked value came in as, for passing it on as it came. Kept as long as the value itself.
const texts = new WeakMap<object, string>();

/** `text` MUST be one JSON value that says exactly what `value` does. */
export function noteText(value: object, text: string): void {
  texts.set(value, text);
}

/** A value as JSON: as it came, or written anew. */
export function jsonOf(value: object): string {
  return texts.get(value) ?? JSON.stringify(value);
}
