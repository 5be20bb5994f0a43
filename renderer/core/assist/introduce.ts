// A link whose other end is not known yet: hello is said over it, and who answers is found by their hello. Knows no pages.
import type { ChannelData, DataChannel } from '../peerLink/dataChannels.ts';

export type Introduction = {
  /** What is said first. */
  readonly greeting: () => readonly ChannelData[];
  readonly greeterOf: (data: ChannelData) => string | undefined;
  /** They are known: takes the channel over, and gives back who takes what comes of this one. `isGreeted`: hello has been said over it. */
  readonly onKnown: (page: string, isGreeted: boolean) => (data: ChannelData) => void;
};

/** What comes before hello is nobody's. */
export function introduce(channel: DataChannel, { greeting, greeterOf, onKnown }: Introduction): void {
  // The other way may be open before this one is: then they are known, and nothing has been said to them yet.
  let isGreeted = false;
  let take: ((data: ChannelData) => void) | undefined;
  channel.listen({
    onOpen: () => {
      for (const data of greeting()) channel.send(data);
      isGreeted = true;
    },
    onClosed: () => undefined,
    onRoom: () => undefined,
    onMessage(data) {
      const page = take === undefined ? greeterOf(data) : undefined;
      if (page !== undefined) take = onKnown(page, isGreeted);
      take?.(data);
    },
  });
}
