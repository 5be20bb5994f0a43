// Who may speak on a connection, by the origin its page came from. A page cannot forge it; other programs can, and need a password.
import type { Party } from '../../protocol/index.ts';

/** The desktop app's page. Nothing but the agent's app is served there. */
export const DESKTOP_ORIGIN = 'visavis-app://agent';

/**
 * Empty for a foreign origin. Pages of this server may be either party; the desktop app and programs on this machine
 * (which send no origin) only agents.
 */
export function partiesOf(
  origin: string | undefined,
  ownOrigins: readonly string[],
  isFromLoopback: boolean,
): readonly Party[] {
  if (origin === undefined) return isFromLoopback ? ['agent'] : [];
  if (origin === DESKTOP_ORIGIN) return ['agent'];
  return ownOrigins.includes(origin) ? ['customer', 'agent'] : [];
}
