// What is kept comes to be sealed with the present key while people are served. Knows when; how is the store's.
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/** As after a full disk. */
export const TRY_AGAIN_MS = 60 * 60 * 1000;

type ResealingPorts = { readonly store: Pick<Store, 'reseal'>; readonly clock: Clock; readonly log: Log };

/** Begins at once and never throws. Returns the way to stop, after which nothing is begun or logged; the store ends what is under way. */
export function beginResealing({ store, clock, log }: ResealingPorts): () => void {
  let isStopped = false;
  let stopTimer = (): void => undefined;
  async function run(): Promise<void> {
    try {
      const { sealed, unopened } = await store.reseal();
      if (isStopped) return;
      if (sealed > 0) log.info({ values: sealed }, 'sealed with the present key');
      if (unopened > 0) log.error({ values: unopened }, 'no key opens these, they stay as they are', null);
    } catch (cause) {
      if (isStopped) return;
      log.error({}, 'sealing with the present key failed, it is tried again in an hour', cause);
      stopTimer = clock.setTimer(TRY_AGAIN_MS, () => void run());
    }
  }
  void run();
  return () => {
    isStopped = true;
    stopTimer();
  };
}
