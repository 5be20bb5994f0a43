// Keeps the screen from going dark during a call, where the browser can.

/** @returns the function that lets the screen sleep again */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let released = false;
  const request = (): void => {
    if (released || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    void navigator.wakeLock.request('screen').then(
      (granted) => {
        if (released) void granted.release();
        else lock = granted;
      },
      () => undefined,
    );
  };
  document.addEventListener('visibilitychange', request);
  request();
  return () => {
    released = true;
    document.removeEventListener('visibilitychange', request);
    void lock?.release();
  };
}
