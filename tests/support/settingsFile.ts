// The settings file of a journey's own server, thrown away with it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface SettingsFixture {
  readonly serverEnv: (others: object, use: (env: Record<string, string>) => Promise<void>) => Promise<void>;
}

/** For `test.extend`. `settings`: YAML; `beside`: other files of its folder, by name, for this user only; `env`: of the server besides. */
export function withSettings(
  settings: string,
  beside: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): SettingsFixture {
  return {
    // Playwright wants an object pattern, also where nothing is taken from it.
    // eslint-disable-next-line no-empty-pattern
    serverEnv: async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'visavis-config-'));
      const file = join(folder, 'visavis.yaml');
      writeFileSync(file, settings);
      for (const [name, content] of Object.entries(beside)) writeFileSync(join(folder, name), content, { mode: 0o600 });
      await use({ ...env, VISAVIS_CONFIG: file });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
