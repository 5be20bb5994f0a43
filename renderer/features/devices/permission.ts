// Whether the browser would still ask for microphone or camera. Knows the Permissions API.

/** False where the browser has decided, or cannot say. */
export async function isPermissionOpen(): Promise<boolean> {
  try {
    const states = await Promise.all(
      (['microphone', 'camera'] as const).map((name) => navigator.permissions.query({ name })),
    );
    return states.some((status) => status.state === 'prompt');
  } catch {
    return false;
  }
}
