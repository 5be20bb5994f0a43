// No rooms: what an installation has that wants none, or cannot have any.
import type { MediaBridge, MediaBridgeState } from '../../service/ports/mediaBridge.ts';

export function createNoBridge(why: Extract<MediaBridgeState, { is: 'unavailable' }>['why']): MediaBridge {
  const nothing = (): void => undefined;
  return {
    state: { is: 'unavailable', why },
    ensureRoom: nothing,
    addLeg: nothing,
    setHearing: nothing,
    removeLeg: nothing,
    closeRoom: nothing,
    keepOnly: nothing,
    ask: () => Promise.resolve({ ok: false, refusal: 'unavailable' }),
    measure: () => Promise.resolve([]),
    listen: () => nothing,
    stop: nothing,
  };
}
