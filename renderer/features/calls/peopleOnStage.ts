// Who stands on the stage of a call and by which stream: of two people the other, of more all others. Pure.
import type { Conference, MediaState, Party, PersonInCall } from '../../../signalling/protocol/index.ts';
import type { RemoteMedia } from '../../core/sfuLink/roomPort.ts';

export type PersonOnStage = {
  /** The same for whoever one talked with first, by whichever way: their picture stays where it is. */
  readonly key: string;
  readonly name: string;
  /** Undefined: they are not in a room. */
  readonly legId: string | undefined;
  /** Undefined: the call is one of two. */
  readonly role: PersonInCall['role'] | undefined;
  /** Undefined: nothing of them has come yet. */
  readonly incoming: MediaStream | undefined;
  readonly sending: MediaState;
  /** Their camera is on, and their path or the one to here is too weak for its picture. */
  readonly isPictureHeldBack: boolean;
  readonly isAway: boolean;
  /** Uses sign language, and says so. */
  readonly isSigning: boolean;
};

/** What the links bring. */
type Brought = {
  readonly direct: Pick<PersonOnStage, 'incoming' | 'sending'>;
  readonly isInRoom: boolean;
  readonly remotes: ReadonlyMap<string, RemoteMedia>;
  /** By leg. */
  readonly signing: readonly string[];
};

const PEER = 'peer';
const NOT_THERE = { incoming: undefined, sending: { microphone: true, camera: true }, isPictureHeldBack: false };

/** With whom this side has, or had, a direct link. */
export function peerIn({ people }: Conference, me: Party): PersonInCall | undefined {
  return people.find(({ role }) => role === (me === 'agent' ? 'customer' : 'primary'));
}

export function othersOnStage(
  conference: Conference | undefined,
  me: Party,
  brought: Brought,
  peerName: string,
): readonly PersonOnStage[] {
  const others = conference?.people.filter(({ legId }) => legId !== conference.legId) ?? [];
  const present = others.filter((person) => isOnStage(person, brought.remotes));
  const peer = conference && peerIn(conference, me);
  if (present.length === 0 || (present.length === 1 && !brought.isInRoom))
    return [
      {
        key: PEER,
        name: peerName,
        role: undefined,
        ...brought.direct,
        legId: undefined,
        isPictureHeldBack: brought.direct.sending.pictureGivenUp === true,
        isAway: false,
        isSigning: brought.signing.length > 0,
      },
    ];
  return present
    .toSorted((a, b) => Number(b === peer) - Number(a === peer))
    .map((person) => ({
      key: person === peer ? PEER : person.legId,
      legId: person.legId,
      ...{ name: person.name, role: person.role, isAway: person.state === 'away' },
      isSigning: brought.signing.includes(person.legId),
      ...mediaOf(person, person === peer, brought),
    }));
}

/** The screen of whose leg that is. Undefined: of the other, where there are two, or of the first who shares one. */
export function screenOf(
  leg: string | undefined,
  media: Pick<Brought, 'isInRoom' | 'remotes'> & { readonly incomingScreen: MediaStream | undefined },
): MediaStream | undefined {
  return leg === undefined || !media.isInRoom ? media.incomingScreen : media.remotes.get(leg)?.incomingScreen;
}

/** Who only listens, whispers to somebody else or is paused is not seen; nor is who has not come yet. */
function isOnStage({ state, legId, supervising, paused }: PersonInCall, remotes: Brought['remotes']): boolean {
  if ((state !== 'joined' && state !== 'away') || paused === true) return false;
  return supervising === undefined || supervising === 'barge' || remotes.has(legId);
}

function mediaOf(
  { legId }: PersonInCall,
  isPeer: boolean,
  { direct, isInRoom, remotes }: Brought,
): Pick<PersonOnStage, 'incoming' | 'sending' | 'isPictureHeldBack'> {
  if (isPeer && !isInRoom) return { ...direct, isPictureHeldBack: direct.sending.pictureGivenUp === true };
  const remote = remotes.get(legId);
  if (remote === undefined) return NOT_THERE;
  const { incoming, sending, isPictureHeldBack } = remote;
  return { incoming, sending: { microphone: sending.has('audio'), camera: sending.has('video') }, isPictureHeldBack };
}
