// How much of a page's text a reader gets: characters recognised by Tesseract. Knows its program; not where pictures come from.
import { spawnSync } from 'node:child_process';

/** Why nothing can be read here; undefined when it can. */
export function whyNoReader(): string | undefined {
  const { status } = spawnSync('tesseract', ['--version'], { stdio: 'ignore' });
  return status === 0 ? undefined : 'tesseract is not installed (Debian package tesseract-ocr)';
}

export function readText(png: Buffer): string {
  const { stdout, status } = spawnSync('tesseract', ['stdin', 'stdout', '-l', 'eng', '--psm', '6'], {
    input: png,
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 10_000_000,
  });
  if (status !== 0) throw new Error('tesseract could not read a picture');
  return stdout;
}

/** Share of the characters of `wanted` that are right, white space aside: 1 less the edits (Levenshtein) a character, not below 0. */
export function characterAccuracy(read: string, wanted: string): number {
  const [a, b] = [wanted.replace(/\s+/g, ''), read.replace(/\s+/g, '')];
  let above = Array.from({ length: b.length + 1 }, (_none, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const swap = (above[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      current.push(Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, swap));
    }
    above = current;
  }
  return Math.max(0, 1 - (above[b.length] ?? 0) / Math.max(1, a.length));
}
