// Starting Web Audio. Without a sound output that works a context stays suspended for ever, and so does the promise of its start.

/** A slow Bluetooth headset takes about one. */
const STARTS_WITHIN_MS = 3_000;

/** Resolves to whether it runs; to false as well when nothing came of it in time. */
export async function startContext(context: Pick<AudioContext, 'resume' | 'state'>): Promise<boolean> {
  await inTime(context.resume());
  return context.state === 'running';
}

/** Whether it came to something good in time. */
export async function inTime(work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), STARTS_WITHIN_MS)));
  const isDone = work.then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([isDone, late]);
  } finally {
    clearTimeout(timer);
  }
}
