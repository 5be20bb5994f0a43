// Waiting with an end. Knows clocks and whether the page is seen, nothing of documents.

/**
 * `work`, or `late` when it takes longer than `limitMs`. The clock starts anew while the page is hidden: browsers then draw nothing and slow
 * everything down, which says nothing about the work.
 */
export async function withinMs<T>(work: Promise<T>, limitMs: number): Promise<T | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    const arm = (): void => {
      timer = setTimeout(() => (document.visibilityState === 'hidden' ? arm() : resolve('late')), limitMs);
    };
    arm();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
