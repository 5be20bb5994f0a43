// `npm run serve`: the production server. Its settings come from the environment and are checked by the server itself.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isEnding, startChild } from './bootstrap/children.mjs';
import { Failure } from './bootstrap/progress.mjs';

export async function main(): Promise<void> {
  const webFolder = resolve(process.env['VISAVIS_WEB_DIR'] ?? 'out');
  for (const page of ['customer', 'agent']) {
    if (!existsSync(join(webFolder, page, 'index.html'))) {
      throw new Failure(
        `The ${page} page is not in ${webFolder}. Run “npm run build” first, or say where it is with VISAVIS_WEB_DIR.`,
      );
    }
  }
  const server = startChild(process.execPath, ['signalling/main.ts'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', VISAVIS_WEB_DIR: webFolder },
  });
  const [code] = (await once(server, 'exit')) as [number | null];
  if (!isEnding()) process.exitCode = code ?? 1;
}
