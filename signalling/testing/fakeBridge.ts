// Rooms without media, for tests of the service: remembers what it was told, and says what a test has it say.
import type { RoomAsk } from '../protocol/index.ts';
import type {
  Hearing,
  LegRights,
  MediaBridge,
  MediaBridgeEvent,
  MediaBridgeState,
} from '../service/ports/mediaBridge.ts';

export type FakeRoom = {
  readonly generation: number;
  readonly legs: Map<string, LegRights>;
  hearing: readonly Hearing[];
};

export type FakeBridge = MediaBridge & {
  readonly rooms: Map<string, FakeRoom>;
  readonly asked: { readonly roomId: string; readonly legId: string; readonly ask: RoomAsk }[];
  becomes(state: MediaBridgeState): void;
  says(event: MediaBridgeEvent): void;
};

export function createFakeBridge(initial: MediaBridgeState = { is: 'available' }): FakeBridge {
  const rooms = new Map<string, FakeRoom>();
  const asked: FakeBridge['asked'] = [];
  const listeners = new Set<(event: MediaBridgeEvent) => void>();
  let state = initial;
  const says = (event: MediaBridgeEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return {
    rooms,
    asked,
    says,
    get state() {
      return state;
    },
    becomes(next) {
      state = next;
      says({ type: 'stateChanged', state });
    },
    ensureRoom(roomId, generation) {
      if (rooms.get(roomId)?.generation !== generation) rooms.set(roomId, { generation, legs: new Map(), hearing: [] });
    },
    addLeg: (roomId, legId, rights) => void rooms.get(roomId)?.legs.set(legId, rights),
    setHearing(roomId, hearing) {
      const room = rooms.get(roomId);
      if (room !== undefined) room.hearing = hearing;
    },
    removeLeg: (roomId, legId) => void rooms.get(roomId)?.legs.delete(legId),
    closeRoom: (roomId) => void rooms.delete(roomId),
    keepOnly(kept) {
      for (const roomId of rooms.keys()) if (!kept.has(roomId)) rooms.delete(roomId);
    },
    ask(roomId, legId, ask) {
      asked.push({ roomId, legId, ask });
      return Promise.resolve({ ok: false, refusal: 'unavailable' });
    },
    measure: () => Promise.resolve([]),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => undefined,
  };
}
