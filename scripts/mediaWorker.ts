// `npm run media-worker`: gets the program that carries the media of rooms, for those who do not want to wait for it later.
import { step } from './bootstrap/progress.mjs';
import { ensureMediaWorker } from './setup/mediaWorker.ts';

export async function main(): Promise<void> {
  console.log(await step('Getting the media worker', () => ensureMediaWorker({ mayInstall: true })));
}
