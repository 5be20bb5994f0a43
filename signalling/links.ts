// `npm run links -- …`: makes a signed link. Reads VISAVIS_CONFIG and VISAVIS_PUBLIC_ORIGIN as the server does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sayOutcomeOf } from './adapters/command/command.ts';
import { systemClock } from './adapters/clock/systemClock.ts';
import { runLinksCommand } from './adapters/linksCommand/linksCommand.ts';
import { readConfig } from './adapters/settings/configFile.ts';
import { readSettings } from './adapters/settings/settings.ts';
import { Unusable } from './adapters/store/unusable.ts';
import { randomTokens } from './adapters/tokens/randomTokens.ts';

await sayOutcomeOf(async () => {
  const { VISAVIS_CONFIG, VISAVIS_PUBLIC_ORIGIN, VISAVIS_PORT } = process.env;
  const env = { VISAVIS_CONFIG, VISAVIS_PUBLIC_ORIGIN, VISAVIS_PORT };
  const result = readSettings(env, process.cwd(), join(import.meta.dirname, '..', 'out'));
  if (!result.ok) throw new Unusable(result.sentences.join('\n'));
  const { configFile, publicOrigin, port } = result.settings;
  const config = readConfig(configFile);
  if (!config.ok) throw new Unusable(config.sentences.join('\n'));
  return runLinksCommand(process.argv.slice(2), {
    links: config.policies.links,
    queues: config.rules.queues,
    origin: publicOrigin ?? `http://127.0.0.1:${port}`,
    readFile: readTextFile,
    createId: () => randomTokens.createId(),
    nowMs: systemClock.nowMs(),
  });
});

function readTextFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
