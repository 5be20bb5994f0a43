// A link into a room, as the media of a call uses it. Contract only: what implements it is loaded when a call first needs a room.
import type { RoomLine } from '../../../signalling/protocol/index.ts';
import type { LinkState, MediaLink, OutgoingTracks } from '../peerLink/mediaLink.ts';
import type { RoomPictures } from './roomPictures.ts';
import type { MediaServers, RemoteMedia } from './roomPort.ts';

/** One generation of a call's media that goes through a room. */
export type RoomLink = MediaLink & {
  /** By leg, in the order in which they first sent something. */
  readonly remotes: ReadonlyMap<string, RemoteMedia>;
};

/** Who is seen and heard directly until the room brings these of theirs. */
export type AwaitedLeg = { readonly legId: string; readonly lines: readonly RoomLine[] };

export type RoomLinkOptions = {
  /** Others are asked for in time. */
  readonly servers: MediaServers;
  readonly waitFor: AwaitedLeg | undefined;
  /** In which size each picture is asked for, from now on as well. */
  readonly pictures: RoomPictures;
  /** What is sent now; later changes are told to the link. */
  readonly outgoing: () => OutgoingTracks;
  readonly onState: (state: LinkState) => void;
  /** Somebody came, went, or sends something else. */
  readonly onRemotes: () => void;
  /** `peers` is another than it was. */
  readonly onPeers: () => void;
};

/** Rejects when it could not be loaded. */
export type CreateRoomLink = (generation: number, options: RoomLinkOptions) => Promise<RoomLink>;

export function isRoomLink(link: MediaLink): link is RoomLink {
  return 'remotes' in link;
}
