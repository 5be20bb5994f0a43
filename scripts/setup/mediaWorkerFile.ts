// Where the media worker is kept: for all checkouts of this machine.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
export const PACKAGE = join(ROOT, 'node_modules', 'mediasoup');
export const RECIPE = join(import.meta.dirname, 'mediaWorker');

/** The program, where it is there already. */
export function findMediaWorker(): string | undefined {
  const program = mediaWorkerFile();
  return existsSync(program) ? program : undefined;
}

/** Where it is, or will be. Another version, recipe or system has another place: a program made here fits this system only. */
export function mediaWorkerFile(): string {
  const chosen = process.env['VISAVIS_MEDIA_WORKER'] ?? '';
  if (chosen !== '') return chosen;
  const cache = process.env['XDG_CACHE_HOME'] ?? '';
  const folder = join(cache === '' ? join(homedir(), '.cache') : cache, 'visavis');
  return join(folder, `mediasoup-worker-${packageVersion()}-${recipeHash()}`, 'mediasoup-worker');
}

export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }).version;
}

function recipeHash(): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  if (existsSync('/etc/os-release')) hash.update(readFileSync('/etc/os-release'));
  for (const name of globSync('**/*', { cwd: RECIPE }).toSorted()) {
    const file = join(RECIPE, name);
    if (/[.](sh|hpp|cpp|c|h|txt|build|wrap)$/.test(name)) hash.update(name).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}
