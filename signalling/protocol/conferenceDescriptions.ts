// What each request about calls of more than two is for. For the documentation and the tests; clients do not load it.
import type { conferenceRequests } from './conference.ts';
import type { Description } from './description.ts';

const OF_AGENT = ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'] as const;
const OF_ROOM = [...OF_AGENT, 'customerOutdated', 'roomsUnavailable'] as const;

export const CONFERENCE_DESCRIPTIONS: { readonly [N in keyof typeof conferenceRequests]: Description } = {
  'consult.merge': {
    from: 'signedInAgent',
    summary: 'Whoever was asked joins: agent, colleague and customer talk with each other.',
    problems: [...OF_ROOM, 'colleagueOutdated'],
  },
  'call.leave': {
    from: 'signedInAgent',
    summary:
      'Leaves a call that goes on. Who has it leaves it to the colleague who joined first, and wraps up; everybody else is free at once.',
    problems: OF_AGENT,
  },
  'call.inviteGuest': {
    from: 'signedInAgent',
    summary: 'A token for one guest, good once and for a quarter of an hour. Only its hash is kept.',
    problems: OF_ROOM,
  },
  'guest.admit': { from: 'signedInAgent', summary: 'Lets a guest in who waits.', problems: OF_AGENT },
  'guest.pause': {
    from: 'signedInAgent',
    summary: 'Pauses a guest, who then neither sees and hears anybody nor is seen and heard, or lets them back in.',
    problems: OF_AGENT,
  },
  'call.removePerson': {
    from: 'signedInAgent',
    summary: 'Has a guest or a colleague leave, refuses a guest who waits, or rings at a colleague no longer.',
    problems: OF_AGENT,
  },
  'call.supervise': {
    from: 'supervisor',
    summary:
      'Listens to a call, whispers to its agent or talks with all; said again it changes how. Who listens has no right to send anything. On the audit log.',
    problems: OF_ROOM,
  },
  'call.takeOver': {
    from: 'supervisor',
    summary: 'The call that the sender supervises is theirs from now on; whoever had it wraps up. On the audit log.',
    problems: OF_AGENT,
  },
  'guest.enter': {
    from: 'customer',
    summary: 'A guest comes by their link and waits to be let in.',
    problems: ['notAllowed', 'alreadyInCall', 'inviteGone', 'unsupportedVersion'],
  },
  'guest.resume': {
    from: 'customer',
    summary: 'A guest comes back after a reload or a dropped connection; an older connection of theirs is replaced.',
    problems: ['notAllowed', 'alreadyInCall', 'callEnded'],
  },
  'guest.leave': { from: 'guest', summary: 'The guest leaves the call.', problems: ['notAllowed', 'callNotFound'] },
  'room.ask': {
    from: 'inRoom',
    summary:
      'Passed on to the media server. `staleGeneration`: of another room, look at the view. `notPossibleNow`: refused there; the detail says why.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'staleGeneration', 'notPossibleNow', 'roomsUnavailable'],
  },
  'room.renewServers': {
    from: 'inRoom',
    summary:
      'Media servers whose credentials are good from now on, for who goes into a room or stays in it longer than those of before last.',
    problems: ['notAllowed', 'notSignedIn', 'callNotFound', 'notPossibleNow'],
  },
};
