// What the media process says goes to a file beside the store: nobody may be connected.

/** MUST hold no names, addresses or keys. */
export function complain(what: string, cause: unknown): void {
  const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  process.stderr.write(`${new Date().toISOString()} ${what}: ${why}\n`);
}
