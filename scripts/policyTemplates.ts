// `npm run policy -- FOLDER`: writes what IT needs to decide for its installations – templates for Windows, a profile for macOS, a file for Linux.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './bootstrap/progress.mjs';
import { adml, admx } from './policy/groupPolicy.ts';
import { configurationProfile, linuxPolicy } from './policy/otherForms.ts';

/** By their place in the folder. */
export function policyFiles(): Readonly<Record<string, string>> {
  return {
    'windows/visavis.admx': admx(),
    'windows/en-US/visavis.adml': adml('en'),
    'windows/fr-FR/visavis.adml': adml('fr'),
    'macos/visavis.mobileconfig': configurationProfile(),
    'linux/policy.json': linuxPolicy(),
  };
}

export function main(): Promise<void> {
  const folder = process.argv[3];
  if (folder === undefined) throw new Failure('Say where to: npm run policy -- FOLDER');
  for (const [name, text] of Object.entries(policyFiles())) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(`✓ ${file}`);
  }
  return Promise.resolve();
}
