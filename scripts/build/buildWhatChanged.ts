// Builds those targets whose inputs changed since they were built last. Knows nothing of what the targets are made of.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { step } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { hashInputs } from './inputsHash.ts';
import { appTargets, localesTarget, testServerTarget, type BuildTarget } from './targets.ts';

const FINGERPRINTS = join('out', '.inputs');

/** Translations only: what type checks and unit tests need. */
export async function buildLocales(): Promise<void> {
  await buildTargets('Compiling the translations', [localesTarget]);
}

/** Everything that `npm start` and the journeys need. */
export async function buildEverything(): Promise<void> {
  await buildLocales();
  await buildTargets('Building', appTargets);
}

/** The server as tests start it; gives its file. */
export async function buildTestServer(): Promise<string> {
  await buildTargets('Building', [testServerTarget]);
  return resolve(testServerTarget.product);
}

async function buildTargets(title: string, targets: readonly BuildTarget[]): Promise<void> {
  const stale = targets
    .map((target) => ({ target, fingerprint: hashInputs(target.inputs) }))
    .filter(({ target, fingerprint }) => !existsSync(target.product) || fingerprint !== lastFingerprint(target));
  if (stale.length === 0) return;
  const names = stale.map(({ target }) => target.name).join(', ');
  await step(`${title}: ${names}`, async () => {
    await Promise.all(stale.map(({ target, fingerprint }) => buildTarget(target, fingerprint)));
  });
}

async function buildTarget(target: BuildTarget, fingerprint: string): Promise<void> {
  await runQuietly(process.execPath, target.command, {
    env: { ...process.env, NODE_ENV: 'production' },
    onFailure: `The ${target.name} could not be built. The reason is below; mend it, then run the command again.`,
  });
  mkdirSync(FINGERPRINTS, { recursive: true });
  writeFileSync(fingerprintFile(target), fingerprint);
}

function lastFingerprint(target: BuildTarget): string | undefined {
  const file = fingerprintFile(target);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function fingerprintFile(target: BuildTarget): string {
  return join(FINGERPRINTS, target.name.replace(/[^a-z]+/g, '-'));
}
