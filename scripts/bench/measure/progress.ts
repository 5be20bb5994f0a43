// Bounds and signs of life for long loops.

/** Rejects with what was waited for when it takes longer. */
export async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

/** Asks until `read` gives something, at most `limitMs`. */
export async function waitFor<T>(
  what: string,
  limitMs: number,
  read: () => Promise<T | undefined> | T | undefined,
  everyMs = 50,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const value = await read();
    if (value !== undefined) return value;
    await pause(everyMs);
  }
  throw new Error(`${what} did not come about within ${limitMs} ms`);
}

export type Loop = { readonly name: string; readonly count: number; readonly limitMs: number };

/**
 * Runs `turn` up to `count` times, or until the time is up, and says how far it is. A turn that fails is told of and
 * counted; three in a row end the loop.
 *
 * @returns how many failed
 */
export async function repeat(
  { name, count, limitMs }: Loop,
  turn: (index: number) => Promise<string>,
): Promise<number> {
  const deadline = performance.now() + limitMs;
  let failures = 0;
  let inARow = 0;
  for (let index = 0; index < count; index += 1) {
    if (performance.now() > deadline) {
      console.log(`  ${name}: time is up after ${index} of ${count}`);
      break;
    }
    try {
      const said = await turn(index);
      inARow = 0;
      if (said !== '') console.log(`  ${name} ${index + 1}/${count}: ${said}`);
    } catch (error) {
      failures += 1;
      inARow += 1;
      console.log(`  ${name} ${index + 1}/${count} failed: ${error instanceof Error ? error.message : String(error)}`);
      if (inARow === 3) throw error;
    }
  }
  return failures;
}
