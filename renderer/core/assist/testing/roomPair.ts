// Two rooms that share, for tests of what lives in them.
import { AssistRoom } from '../assistRoom.ts';
import { channelPair, type ChannelPair } from './fakeDataChannels.ts';

export type RoomPair = {
  agent: AssistRoom;
  customer: AssistRoom;
  /** The clock of both sides, in milliseconds. */
  clock: { nowMs: number };
  /** Another link, open. */
  join: () => ChannelPair;
};

export function roomPair(maxFileBytes = 10_000_000): RoomPair {
  const clock = { nowMs: 1_000_000 };
  const open = (me: 'agent' | 'customer'): AssistRoom => new AssistRoom({ me, maxFileBytes, nowMs: () => clock.nowMs });
  const agent = open('agent');
  const customer = open('customer');
  return {
    agent,
    customer,
    clock,
    join: () => {
      const pair = channelPair();
      agent.attach(pair.here);
      customer.attach(pair.there);
      pair.open();
      return pair;
    },
  };
}
